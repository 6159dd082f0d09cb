const defaultMs = 10_000;
const pauseMs = 20;

/** The first answer that is not undefined. For what no page shows; what a page shows is waited for by `expect`. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>, withinMs = defaultMs): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`${what}: not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
