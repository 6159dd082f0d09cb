/** A file as a browser is given one to choose. */
export interface ChosenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A parts list that the importer takes. */
export function partsList(name: string, rows: number): ChosenFile {
  const lines = Array.from({ length: rows }, (_, row) => `P-${String(row).padStart(6, "0")},"Nut, ${row % 40} mm",1,0.10`);
  const text = ["part_number,description,quantity,unit_price", ...lines, ""].join("\n");
  return { name, mimeType: "text/csv", buffer: Buffer.from(text) };
}
