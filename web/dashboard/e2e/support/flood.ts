import type { Backend } from "./backend.ts";

const atOnce = 32;

/** Publishes `count` notifications to a user as fast as the server takes them; how many milliseconds that took. */
export async function flood(backend: Backend, user: string, count: number): Promise<number> {
  const begun = performance.now();
  let next = 0;
  const publishNext = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await backend.publish(user, `Notification ${next}`, { body: "Grace wrote something about board 7." });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, publishNext));
  return performance.now() - begun;
}
