/** The server takes no more (docs/protocol.md, development). */
export const largestFile = 16 * 1024 * 1024;

/** What is wrong with a file before it is sent; undefined when nothing is. */
export function fileProblem({ name, size }: Pick<File, "name" | "size">): string | undefined {
  if (!/\.csv$/i.test(name)) return `${name} is no CSV file. Choose one whose name ends with .csv.`;
  if (size === 0) return `${name} is empty.`;
  if (size > largestFile) return `${name} has ${sizeText(size)}; at most ${sizeText(largestFile)} can be sent. Split it.`;
  return undefined;
}

/** "1.4 MB" */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const isSmall = bytes < 1024 * 1024;
  const value = bytes / (isSmall ? 1024 : 1024 * 1024);
  return `${value.toLocaleString("en", { maximumFractionDigits: 1 })} ${isSmall ? "kB" : "MB"}`;
}
