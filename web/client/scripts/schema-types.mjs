// JSON Schema, as the server writes it, to TypeScript.

/** The TypeScript type of a schema; `indent` is that of the line it stands in. */
export function typeOf(schema, indent = "") {
  if (schema.$ref !== undefined) return schema.$ref.split("/").at(-1);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.oneOf !== undefined) return unionOf(schema, indent);
  if (Array.isArray(schema.type)) return schema.type.map((type) => typeOf({ ...schema, type }, indent)).join(" | ");
  switch (schema.type) {
    case "string":
      return "string";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "null":
      return "null";
    case "array":
      return arrayOf(typeOf(schema.items, indent));
    case "object":
      return objectOf(schema, indent);
    case undefined:
      return "unknown";
    default:
      throw new Error(`no TypeScript for the type ${schema.type}`);
  }
}

/** A `description` as a comment above what it describes. */
export function commentOf(schema, indent) {
  return schema.description === undefined ? "" : `${indent}/** ${schema.description} */\n`;
}

const arrayOf = (item) => (/^\w+$/.test(item) ? `readonly ${item}[]` : `readonly (${item})[]`);

/** Of alternatives that only say which members are needed, each has the members of the whole. */
function unionOf(schema, indent) {
  const { oneOf, properties } = schema;
  if (oneOf.every(({ type }) => type === "string" || type === "integer")) {
    return oneOf.map((part) => typeOf(part)).join(" | ");
  }
  const whole = (part) => {
    if (part.type !== undefined || part.$ref !== undefined) return part;
    const members = Object.entries(properties ?? {}).filter(([name]) => part.required.includes(name));
    return { type: "object", properties: Object.fromEntries(members), required: part.required };
  };
  return oneOf.map((part) => `\n${indent}  | ${typeOf(whole(part), `${indent}    `)}`).join("");
}

function objectOf(schema, indent) {
  // In the order of their names: a document may be kept with its members sorted.
  const members = Object.entries(schema.properties ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const { additionalProperties: rest } = schema;
  if (members.length === 0) {
    return `{ readonly [name: string]: ${typeof rest === "object" ? typeOf(rest, indent) : "unknown"} }`;
  }
  const inner = `${indent}  `;
  const lines = members.map(([name, member]) => {
    const needed = schema.required?.includes(name) ? "" : "?";
    return `${commentOf(member, inner)}${inner}readonly ${name}${needed}: ${typeOf(member, inner)};\n`;
  });
  return `{\n${lines.join("")}${indent}}`;
}
