/** All props, by name. */
export * from "./arm.js";
export * from "./cards.js";
export * from "./confetti.js";
export * from "./crowd.js";
export * from "./curve.js";
export * from "./desk.js";
export * from "./door.js";
export * from "./fingerprint.js";
export * from "./hand.js";
export * from "./keys.js";
export * from "./letter.js";
export * from "./machines.js";
export * from "./people.js";
export * from "./planes.js";
export * from "./sky.js";
export * from "./stamp.js";
export * from "./umbrella.js";
export { place } from "./ink.js";
