import type { ConnectionState } from "../states.js";
import { backoffMs } from "./backoff.js";
import { comesBack } from "./close-codes.js";

/** A connection that stood for so long was a good one: the failures before it do not count any more. */
export const STEADY_MS = 5_000;
/** Signs of waking up shorten a wait only when the last attempt is so long ago: servers allow five a minute. */
export const CALM_MS = 12_000;

/** What a connection is doing. */
export type Phase = "idle" | "asking" | "opening" | "open" | "waiting";

/** All that decides what comes next. */
export interface Machine {
  readonly phase: Phase;
  /** Attempts in a row that led to no steady connection. */
  readonly failures: number;
  /** From the first failure or loss until it is closed. */
  readonly returning: boolean;
  /** The server said when to come back: nothing shortens that wait. */
  readonly adviceMs: number | undefined;
}

/** What happens to a connection. */
export type Step =
  | { readonly type: "connect" }
  | { readonly type: "close" }
  /** There is a credential: a socket is being opened with it. */
  | { readonly type: "token" }
  | { readonly type: "signed out" }
  /** `connected` came. */
  | { readonly type: "greeted" }
  | { readonly type: "advised"; readonly retryAfterMs: number }
  /** An attempt failed, or what stood is gone. `code` is that of the close, `livedMs` counts from `connected`. */
  | { readonly type: "lost"; readonly code?: number; readonly livedMs: number; readonly random: number }
  /** The wait is over. */
  | { readonly type: "due" }
  /** The device woke up, is online again, or the user looks. */
  | { readonly type: "woken"; readonly sinceAttemptMs: number };

/** What is to be done; whatever was under way ends. */
export type Effect =
  | { readonly do: "ask" }
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "rest" };

/** The machine after a step, and what is to be done. */
export interface Outcome {
  readonly machine: Machine;
  readonly effect?: Effect;
}

/** Before the first `connect`. */
export const IDLE: Machine = { phase: "idle", failures: 0, returning: false, adviceMs: undefined };

/** The state that an application sees. */
export function stateOf({ phase, returning }: Machine): ConnectionState {
  if (phase === "idle") return "disconnected";
  if (phase === "open") return "connected";
  return returning ? "reconnecting" : "connecting";
}

/** Pure. A step that has no meaning in a phase changes nothing. */
export function reduce(machine: Machine, step: Step): Outcome {
  const { phase } = machine;
  switch (step.type) {
    case "connect":
      return phase === "idle" ? ask(IDLE) : { machine };
    case "close":
    case "signed out":
      return phase === "idle" ? { machine } : { machine: IDLE, effect: { do: "rest" } };
    case "token":
      return phase === "asking" ? { machine: { ...machine, phase: "opening" } } : { machine };
    case "greeted":
      return phase === "opening" ? { machine: { ...machine, phase: "open" } } : { machine };
    case "advised":
      if (phase !== "open" && phase !== "opening") return { machine };
      return { machine: { ...machine, adviceMs: step.retryAfterMs } };
    case "lost":
      return phase === "idle" || phase === "waiting" ? { machine } : lose(machine, step);
    case "due":
      return phase === "waiting" ? ask(machine) : { machine };
    case "woken": {
      const mayHurry = machine.adviceMs === undefined && step.sinceAttemptMs >= CALM_MS;
      return phase === "waiting" && mayHurry ? ask(machine) : { machine };
    }
  }
}

function ask(machine: Machine): Outcome {
  return { machine: { ...machine, phase: "asking", adviceMs: undefined }, effect: { do: "ask" } };
}

function lose(machine: Machine, { code, livedMs, random }: Extract<Step, { type: "lost" }>): Outcome {
  if (code !== undefined && !comesBack(code)) return { machine: IDLE, effect: { do: "rest" } };
  const failures = livedMs >= STEADY_MS ? 1 : machine.failures + 1;
  const ms = Math.max(machine.adviceMs ?? 0, backoffMs(failures, random));
  return { machine: { ...machine, phase: "waiting", failures, returning: true }, effect: { do: "wait", ms } };
}
