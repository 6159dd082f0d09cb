/** What stands in the form. */
export interface PublishDraft {
  readonly target: "user" | "channel" | "all";
  readonly userId: string;
  readonly channel: string;
  readonly type: string;
  readonly title: string;
  readonly body: string;
  readonly actionUrl: string;
  /** JSON, or empty. */
  readonly data: string;
}

/** What is wrong, by the name of the field. */
export type Problems = Readonly<Record<string, string>>;

/** Either what the server is sent, or what is wrong. */
export type Draft = { readonly body: object } | { readonly problems: Problems };

/** An empty form. */
export const emptyPublish: PublishDraft = {
  target: "user",
  userId: "",
  channel: "",
  type: "system_announcement",
  title: "",
  body: "",
  actionUrl: "",
  data: "",
};

/** The body of `POST /notifications`. What only the server can know it is left to say: it names the field, too. */
export function publishBodyOf(draft: PublishDraft): Draft {
  const problems: Record<string, string> = {};
  if (draft.target === "user" && draft.userId.trim() === "") problems["userId"] = "Give the user's id.";
  if (draft.target === "channel" && draft.channel.trim() === "") problems["channel"] = "Give the name of a channel.";
  if (draft.title.trim() === "") problems["title"] = "Give a title.";
  const data = dataOf(draft.data);
  if (data === "invalid") problems["data"] = "This is no JSON object, such as {\"rows\": 1204}.";
  if (Object.keys(problems).length > 0 || data === "invalid") return { problems };
  return {
    body: {
      ...targetOf(draft),
      type: draft.type,
      title: draft.title.trim(),
      ...(draft.body.trim() !== "" && { body: draft.body }),
      ...(draft.actionUrl.trim() !== "" && { actionUrl: draft.actionUrl.trim() }),
      ...(data && { data }),
    },
  };
}

function targetOf({ target, userId, channel }: PublishDraft): object {
  switch (target) {
    case "user":
      return { userId: userId.trim() };
    case "channel":
      return { channel: channel.trim() };
    case "all":
      return { audience: "all" };
  }
}

function dataOf(text: string): object | undefined | "invalid" {
  if (text.trim() === "") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : "invalid";
  } catch {
    return "invalid";
  }
}
