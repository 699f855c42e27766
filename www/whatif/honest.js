// Whether somebody had a hand in a run, and what undoes it. Pure.

/** @typedef {import('../types.js').Transcript} Transcript */

/** What makes a run honest again. */
export const HONEST = Object.freeze({ tampering: undefined, identity: undefined, stolenKey: undefined, resume: undefined, middle: undefined, altered: undefined });

/** Whether somebody had a hand in it. @param {Transcript} t */
export const tampered = (t) => Boolean(t.scenario.tampering?.length || t.scenario.identity || t.scenario.middle || t.middle);
