// The table of connections: a JSON file where a deployment on AWS would have DynamoDB. One process at a time.
import { readFile, rename, writeFile } from "node:fs/promises";

const file = process.env.TABLE_FILE ?? "connections.json";
const rows = new Map(await stored());
let lastWrite = Promise.resolve();

async function stored() {
  try {
    return Object.entries(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}

// One after the other, and never half a file: handlers run side by side.
function save() {
  const text = JSON.stringify(Object.fromEntries(rows), null, 2);
  const write = lastWrite.then(async () => {
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
  });
  lastWrite = write.catch(() => {});
  return write;
}

export function put(connectionId, row) {
  rows.set(connectionId, row);
  return save();
}

export function remove(connectionId) {
  return rows.delete(connectionId) ? save() : lastWrite;
}

export function get(connectionId) {
  return rows.get(connectionId);
}

export function ids() {
  return [...rows.keys()];
}
