// What is said aloud, put together so that it reads well. Pure.

/** At most so much of what somebody else wrote. @param {string} text @param {number} [most] characters */
export const clip = (text, most = 60) => ([...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text);

/** With a stop at its end, unless there is one. @param {string} text */
export const whole = (text) => (/[.!?…][”»]?$/.test(text) ? text : `${text}.`);
