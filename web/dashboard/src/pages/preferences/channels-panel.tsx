import { Button } from "@belfry/react";
import { type FormEvent, type ReactNode, useState } from "react";
import { channelProblem } from "../../channels/channel-problem.js";
import { explain } from "../../http/explain.js";
import { Field } from "../../ui/field.js";
import { Note } from "../../ui/note.js";
import { Panel } from "../../ui/panel.js";
import { useChannels } from "./use-channels.js";

/** What the user subscribes to, on all devices (product 2.8). */
export function ChannelsPanel(): ReactNode {
  const { channels, error, refetch, add, remove } = useChannels();
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string>();
  const [failure, setFailure] = useState<string>();

  const subscribe = async (channel: string): Promise<void> => {
    try {
      await add(channel);
      setName("");
    } catch (reason) {
      setProblem(explain(reason));
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const channel = name.trim();
    const wrong = channel === "" ? "Give the name of a channel, such as news." : channelProblem(channel);
    setProblem(wrong);
    if (wrong === undefined) void subscribe(channel);
  };
  const unsubscribe = (channel: string): void => {
    setFailure(undefined);
    void remove(channel).catch((reason: unknown) => setFailure(explain(reason)));
  };
  return (
    <Panel title="Channels" hint="Topics you follow, on all your devices.">
      {error !== undefined && (
        <Note tone="error" action={<Button onClick={refetch}>Try again</Button>}>
          Your channels could not be fetched. {explain(error)}
        </Note>
      )}
      {failure !== undefined && <Note tone="error">You still follow this channel. {failure}</Note>}
      {channels?.length === 0 && <p className="text-sm">You follow none yet.</p>}
      {channels !== undefined && channels.length > 0 && (
        <ul aria-label="Your channels" className="flex flex-col divide-y divide-line rounded-md border border-line">
          {channels.map((channel) => (
            <li key={channel} className="flex items-center justify-between gap-3 py-2 ps-3 pe-2">
              <span className="min-w-0 text-sm wrap-anywhere">{channel}</span>
              <Button aria-label={`Unsubscribe from ${channel}`} onClick={() => unsubscribe(channel)}>
                Unsubscribe
              </Button>
            </li>
          ))}
        </ul>
      )}
      <form aria-label="Subscribe to a channel" noValidate onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Channel" problem={problem}>
          {(control) => (
            <input
              {...control}
              placeholder="news"
              autoCapitalize="none"
              spellCheck={false}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" className="self-start">
          Subscribe
        </Button>
      </form>
    </Panel>
  );
}
