/** The latest that were added; what is older is forgotten when there are more than `limit`. */
export class BoundedSet {
  readonly #limit: number;
  readonly #members = new Set<string>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether it is new. One that is added again is the latest again. */
  add(member: string): boolean {
    const isNew = !this.#members.delete(member);
    this.#members.add(member);
    const [oldest] = this.#members;
    if (this.#members.size > this.#limit && oldest !== undefined) this.#members.delete(oldest);
    return isNew;
  }
}
