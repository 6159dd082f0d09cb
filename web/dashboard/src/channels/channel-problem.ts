const channelName = /^[a-z0-9][a-z0-9_.:-]{0,63}$/;

/** What is wrong with a channel's name (product 2.8); undefined when nothing is, or when it is empty. */
export function channelProblem(channel: string): string | undefined {
  if (channel === "" || channelName.test(channel)) return undefined;
  return "Small letters, digits and _ . : - are allowed, at most 64; the first is a letter or a digit.";
}
