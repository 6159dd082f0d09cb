/** A JSON body that came over HTTP, before anyone looked at it. */
export type Body = Readonly<Record<string, unknown>>;

/** One call of the server's HTTP API; the body of its answer, `{}` when it has none. Throws on any other status than 2xx. */
export async function call(url: string, credential: string, method: string, body?: object): Promise<Body> {
  const answer = await fetch(url, {
    method,
    headers: { Authorization: `Bearer ${credential}`, ...(body && { "Content-Type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url} was answered ${answer.status}: ${text}`);
  const value: unknown = text === "" ? {} : JSON.parse(text);
  if (!isBody(value)) throw new Error(`${method} ${url} was answered with no object: ${text}`);
  return value;
}

/** A member that must be text. */
export function textOf(body: Body, member: string): string {
  const value = body[member];
  if (typeof value !== "string") throw new Error(`No text in ${member}: ${JSON.stringify(body)}`);
  return value;
}

/** A member that must be a list of objects. */
export function listOf(body: Body, member: string): Body[] {
  const value = body[member];
  if (!Array.isArray(value)) throw new Error(`No list in ${member}: ${JSON.stringify(body)}`);
  return value.filter(isBody);
}

function isBody(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
