/**
 * A forearm that reaches over a desk, with whatever its hand does there.
 */
import { h } from "../shape.js";
import { ink, limb, moved, poly } from "./ink.js";
import { hand } from "./hand.js";

/** @import { Shape } from "../shape.js" */

/** How far the tip of a held pencil is from the wrist. */
export const PENCIL = Object.freeze({ x: -74, y: -74 });

/**
 * An arm from somewhere off the desk to a wrist. Origin: the wrist; the elbow is at `elbow`, relative to it.
 * `holds` puts a pencil into the hand, its tip at PENCIL.
 * @param {{ side?: "client" | "server", elbow?: readonly [number, number], pose?: "open" | "wide" | "point" | "grip", holds?: "" | "pencil", mirrored?: boolean }} [options]
 * @returns {Shape}
 */
export function arm({ side = "client", elbow = [60, 300], pose = "grip", holds = "", mirrored = false } = {}) {
  const cloth = side === "client" ? "var(--jumper)" : "var(--shirt)";
  const turn = (Math.atan2(-elbow[0], elbow[1]) * 180) / Math.PI;
  const away = Math.hypot(elbow[0], elbow[1]) || 1;
  const cuff = /** @type {[number, number]} */ ([(elbow[0] / away) * 26, (elbow[1] / away) * 26]);
  return h(
    "g",
    { "aria-hidden": "true" },
    h("g", { transform: moved(0, 0, turn * 0.6, mirrored ? -1.55 : 1.55, 1.55) }, hand({ pose, line: 2.6 })),
    holds ? pencil() : null,
    limb([elbow, cuff], 62, cloth, 4.5),
    limb([[cuff[0] * 1.5, cuff[1] * 1.5], [cuff[0] * 0.95, cuff[1] * 0.95]], 66, cloth, 4.5),
  );
}

/** A pencil through a fist, and the fingers that lie over it. @returns {Shape} */
const pencil = () =>
  h(
    "g",
    null,
    h("g", { transform: moved(PENCIL.x, PENCIL.y, -64) }, ink(poly([[0, 0], [-9, 26], [-9, 150], [9, 150], [9, 26]]), "var(--private)", 4), ink(poly([[0, 0], [-9, 26], [9, 26]]), "var(--table)", 2.5), ink("M0 0L-4 11L4 11Z", "var(--ink)", 0), ink("M-9 150L9 150L9 170L-9 170Z", "var(--client-mac)", 4)),
    [[-34, -58, -20], [-16, -46, -14]].map(([x, y, turn]) => h("rect", { x: -12, y: -24, width: 24, height: 46, rx: 12, fill: "var(--skin)", stroke: "var(--ink)", "stroke-width": 4, transform: moved(x, y, turn) })),
  );
