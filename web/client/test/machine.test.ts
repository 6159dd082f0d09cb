import { expect, test } from "vitest";

import { backoffMs } from "../src/connection/backoff.js";
import { comesBack } from "../src/connection/close-codes.js";
import { type Effect, IDLE, type Machine, type Phase, reduce, stateOf, type Step } from "../src/connection/machine.js";

const at = (phase: Phase, more: Partial<Machine> = {}): Machine => ({ ...IDLE, phase, ...more });
const lost = (code?: number, livedMs = 0): Step => ({
  type: "lost",
  livedMs,
  random: 0.5,
  ...(code !== undefined && { code }),
});

/** After a loss. */
const waiting = (failures: number, adviceMs?: number) => at("waiting", { failures, returning: true, adviceMs });

const ASK: Effect = { do: "ask" };
const REST: Effect = { do: "rest" };
const wait = (ms: number): Effect => ({ do: "wait", ms });

const TABLE: readonly [string, Machine, Step, Machine, Effect?][] = [
  ["connecting asks for a token", IDLE, { type: "connect" }, at("asking"), ASK],
  ["connecting twice changes nothing", at("open"), { type: "connect" }, at("open")],
  ["a token opens a socket", at("asking"), { type: "token" }, at("opening")],
  ["a token that comes after the close opens none", IDLE, { type: "token" }, IDLE],
  ["who is signed out does not come back", at("asking"), { type: "signed out" }, IDLE, REST],
  ["the greeting makes it open", at("opening"), { type: "greeted" }, at("open")],
  ["a greeting in no handshake means nothing", at("waiting"), { type: "greeted" }, at("waiting")],
  ["the first failure waits up to 1 s", at("opening"), lost(1006), waiting(1), wait(500)],
  ["the fourth failure waits up to 8 s", at("opening", { failures: 3 }), lost(1006), waiting(4), wait(4_000)],
  ["a failed token waits, too", at("asking"), lost(), waiting(1), wait(500)],
  ["a steady connection counts anew", at("open", { failures: 7 }), lost(1006, 5_000), waiting(1), wait(500)],
  ["one that breaks at once does not", at("open", { failures: 2 }), lost(4004, 100), waiting(3), wait(2_000)],
  ["advice is kept for the close", at("open"), { type: "advised", retryAfterMs: 9 }, at("open", { adviceMs: 9 })],
  ["the wait is as advised", at("open", { adviceMs: 1_830 }), lost(1001, 9_000), waiting(1, 1_830), wait(1_830)],
  ["a code to stay away ends it", at("open"), lost(4502), IDLE, REST],
  ["the wait ends in another attempt", at("waiting", { adviceMs: 5 }), { type: "due" }, at("asking"), ASK],
  ["waking up shortens a wait", at("waiting"), { type: "woken", sinceAttemptMs: 12_000 }, at("asking"), ASK],
  ["but not soon after an attempt", at("waiting"), { type: "woken", sinceAttemptMs: 11_999 }, at("waiting")],
  ["and not against advice", waiting(1, 9), { type: "woken", sinceAttemptMs: 59_000 }, waiting(1, 9)],
  ["closing ends a wait", waiting(3), { type: "close" }, IDLE, REST],
  ["a loss after the close means nothing", IDLE, lost(1006), IDLE],
  ["a loss in a wait means nothing", at("waiting"), lost(1006), at("waiting")],
];

test.each(TABLE)("%s", (_, before, step, after, effect) => {
  const outcome = reduce(before, step);

  expect(outcome.machine).toEqual(after);
  expect(outcome.effect).toEqual(effect);
});

test.each<[Machine, string]>([
  [IDLE, "disconnected"],
  [at("asking"), "connecting"],
  [at("opening"), "connecting"],
  [at("open", { returning: true }), "connected"],
  [at("waiting", { returning: true }), "reconnecting"],
  [at("asking", { returning: true }), "reconnecting"],
])("%o is seen as %s", (machine, state) => {
  expect(stateOf(machine)).toBe(state);
});

test("the backoff is 1, 2, 4, 8, 16, 30 s at most, and anything below", () => {
  expect([1, 2, 3, 4, 5, 6, 7, 40].map((failures) => backoffMs(failures, 1))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
  ]);
  expect(backoffMs(6, 0)).toBe(0);
});

test.each([
  [1000, true], [1001, true], [1006, true], [1011, true], [1013, true],
  [1002, false], [1007, false], [1009, false],
  [4000, true], [4005, true], [4499, true],
  [4500, false], [4503, false], [4999, false],
])("after a close with %i it is %s that it comes back", (code, back) => {
  expect(comesBack(code)).toBe(back);
});
