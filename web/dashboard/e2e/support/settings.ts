type Value = string | number | boolean;

/** Tables of belfry.toml by their name, like `auth.jwt`. */
export type Settings = Readonly<Record<string, Readonly<Record<string, Value>>>>;

/** What the back end of the tests sends as its credential. */
export const serviceKey = "service-key-for-browser-tests-0123456789";

/** What every server of the tests has: secrets that are known, and no limit on how often one address connects. */
const common: Settings = {
  server: { drain_seconds: 1 },
  "auth.jwt": { issuer: "https://issuer.test", hs256_secret: "hs256-secret-for-browser-tests-0123456789", leeway_seconds: 0 },
  "auth.connection_tokens": { secret: "connection-token-secret-for-browser-tests-0", per_minute_per_user: 0 },
  limits: { connect_attempts_per_minute_per_ip: 0 },
};

/** belfry.toml: what is common, with what a test changes. */
export function toToml(changes: Settings): string {
  const names = new Set([...Object.keys(common), ...Object.keys(changes)]);
  const tables = [...names].map((name) => table(`[${name}]`, { ...common[name], ...changes[name] }));
  return [...tables, table("[[auth.service_keys]]", { name: "backend", key: serviceKey })].join("\n");
}

function table(head: string, values: Readonly<Record<string, Value>>): string {
  const lines = Object.entries(values).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  return [head, ...lines, ""].join("\n");
}
