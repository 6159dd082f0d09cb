/** More would not fit into what the server takes at once. */
export const mostSampleRows = 250_000;

const things = ["Nut", "Bolt", "Washer", "Bracket", "Gear", "Spring", "Axle", "Plate"];

/** A parts list of so many rows, with fields in quotes as real ones have. */
export function sampleCsv(rows: number): string {
  const lines = ["part_number,description,quantity,unit_price"];
  for (let row = 1; row <= rows; row += 1) {
    const thing = things[row % things.length] ?? "Part";
    const price = ((row * 37) % 5000) / 100;
    lines.push(`P-${String(row).padStart(6, "0")},"${thing}, ${(row % 40) + 1} mm",${(row % 90) + 1},${price.toFixed(2)}`);
  }
  return `${lines.join("\n")}\n`;
}

/** What is wrong with a number of rows; undefined when nothing is. */
export function rowsProblem(text: string): string | undefined {
  const rows = Number(text);
  const isFine = /^\d+$/.test(text.trim()) && rows >= 1 && rows <= mostSampleRows;
  return isFine ? undefined : `Give a whole number from 1 to ${mostSampleRows.toLocaleString("en")}.`;
}
