import type { Preferences, QuietPeriod } from "@belfry/react";

/** As the server names the days. */
export const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** For people. */
export const dayNames: Record<(typeof days)[number], string> = {
  mon: "Monday", tue: "Tuesday", wed: "Wednesday", thu: "Thursday", fri: "Friday", sat: "Saturday", sun: "Sunday",
};

/** What stands in the form for one stretch. */
export interface PeriodDraft {
  /** Of the row, while the form is open. */
  readonly key: number;
  readonly days: readonly string[];
  readonly from: string;
  readonly to: string;
}

/** What is wrong with a stretch, undefined when nothing is. */
export function periodProblem({ days: chosen, from, to }: Omit<PeriodDraft, "key">): string | undefined {
  if (chosen.length === 0) return "Choose at least one day.";
  if (!isTime(from) || !isTime(to)) return "Give both times.";
  return from === to ? "It begins when it ends: give two different times." : undefined;
}

/** The stretch as the server takes it: the days in the order of the week. */
export function periodOf({ days: chosen, from, to }: PeriodDraft): QuietPeriod {
  return { days: days.filter((day) => chosen.includes(day)), from, to };
}

/** The stretches of the preferences, as drafts. */
export function draftsOf(quietHours: Preferences["quietHours"]): readonly PeriodDraft[] {
  return (quietHours?.periods ?? []).map((period, key) => ({ key, ...period }));
}

/** Whether the drafts say what is kept already. */
export function samePeriods(drafts: readonly PeriodDraft[], kept: readonly QuietPeriod[]): boolean {
  return JSON.stringify(drafts.map(periodOf)) === JSON.stringify(kept.map((period) => periodOf({ key: 0, ...period })));
}

/** A night of every day, to begin with. */
export function nightDraft(key: number): PeriodDraft {
  return { key, days: [...days], from: "22:00", to: "07:00" };
}

function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text);
}
