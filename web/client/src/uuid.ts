/** A UUID, version 4. `crypto.randomUUID` is missing on pages that came by plain HTTP. */
export function uuid(): string {
  const digits = (count: number) =>
    Array.from(crypto.getRandomValues(new Uint8Array(count)), (byte) => (byte & 15).toString(16)).join("");
  return `${digits(8)}-${digits(4)}-4${digits(3)}-8${digits(3)}-${digits(12)}`;
}
