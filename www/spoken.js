// What is said aloud, put together so that it reads well. Pure.

/** With a stop at its end, unless there is one. @param {string} text */
export const whole = (text) => (/[.!?…][”»]?$/.test(text) ? text : `${text}.`);
