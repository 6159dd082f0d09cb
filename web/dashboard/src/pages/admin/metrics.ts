/** One line of Prometheus' text format. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const line = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?$/;
const label = /([A-Za-z_]\w*)="((?:[^"\\]|\\.)*)"\s*,?\s*/y;

/** Reads an exposition. Comments are left out, and so is every line that is none of the format. */
export function parseMetrics(text: string): readonly Sample[] {
  return text.split("\n").flatMap((raw) => sampleOf(raw.trim()) ?? []);
}

/** The sum of all series of a name, with these labels or more; undefined when there are none. */
export function sumOf(samples: readonly Sample[], name: string, labels: Readonly<Record<string, string>> = {}): number | undefined {
  const wanted = Object.entries(labels);
  const found = samples.filter((one) => one.name === name && wanted.every(([key, value]) => one.labels[key] === value));
  return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
}

function sampleOf(raw: string): Sample | undefined {
  const match = line.exec(raw);
  if (!match) return undefined;
  const [, name = "", inBraces = "", number = ""] = match;
  const labels = labelsOf(inBraces);
  const value = valueOf(number);
  return labels && value !== undefined ? { name, labels, value } : undefined;
}

function labelsOf(text: string): Record<string, string> | undefined {
  const labels: Record<string, string> = {};
  let end = 0;
  while (end < text.length) {
    label.lastIndex = end;
    const match = label.exec(text);
    if (!match) return undefined;
    const [all, key = "", value = ""] = match;
    labels[key] = value.replace(/\\(.)/g, (_, escaped: string) => (escaped === "n" ? "\n" : escaped));
    end += all.length;
  }
  return labels;
}

function valueOf(text: string): number | undefined {
  if (/^[+-]?Inf$/i.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  if (/^NaN$/i.test(text)) return NaN;
  const value = Number(text);
  return Number.isNaN(value) ? undefined : value;
}
