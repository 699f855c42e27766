// What is asked at the end of a chapter, and the answer tried on the stage.

export { question } from '../question.js';
export { trialOf } from '../scenes/trial.js';
