import type { Snapshot } from "../inbox/inbox.js";
import type { Link, LinkHost, Outgoing } from "../link.js";
import type { Settings } from "../settings.js";
import type { ConnectionState, StateChange } from "../states.js";
import { uuid } from "../uuid.js";
import { Election } from "./election.js";
import { Lead } from "./lead.js";
import { type FollowerNote, isNote, type LeaderNote, type Note } from "./notes.js";
import type { Channel, Surface } from "./surface.js";
import { Watch } from "./watch.js";

/** What a tab has beside what a link of its own needs. */
export interface SharedHost extends LinkHost {
  readonly snapshot: Snapshot | undefined;
  /** The others are connected already. */
  join(snapshot: Snapshot): void;
}

/** A tab's part in the one socket of a browser (product 5.1): it leads, or it follows the tab that does. */
export class SharedLink implements Link {
  readonly #settings: Settings;
  readonly #host: SharedHost;
  readonly #surface: Surface;
  readonly #visible: () => boolean;
  readonly #election: Election;
  readonly #watch: Watch;
  readonly #id = uuid();
  #channel: Channel | undefined;
  #lead: Lead | undefined;
  #state: ConnectionState = "disconnected";
  /** The latest term that this tab knows of, and whose it is. */
  #term = 0;
  #leader = "";
  /** Has heard where the inbox stands: what comes before that has no place in it yet. */
  #joined = false;

  constructor(settings: Settings, host: SharedHost, surface: Surface, visible: () => boolean) {
    this.#settings = settings;
    this.#host = host;
    this.#surface = surface;
    this.#visible = visible;
    this.#election = new Election(surface.locks, settings.sharedName, {
      elected: () => this.#elected(),
      deposed: () => this.#follow(),
      failed: (error) => {
        settings.logger.error("belfry: no lock", { error });
        this.#elected();
      },
    });
    this.#watch = new Watch({
      watching: () => this.#lead === undefined && this.#visible(),
      ask: () => this.#post({ kind: "ask" }),
      silent: () => this.#election.steal(),
    });
  }

  get state(): ConnectionState {
    return this.#state;
  }

  get acknowledges(): boolean {
    return this.#lead !== undefined;
  }

  connect(): void {
    if (this.#channel !== undefined) return this.#want();
    const channel = this.#surface.channel(this.#settings.sharedName);
    channel.onmessage = ({ data }) => isNote(data) && this.#hear(data);
    this.#channel = channel;
    this.#joined = false;
    this.#turn("connecting", "connect");
    this.#post({ kind: "hello" });
    this.#watch.start();
    this.#election.stand();
  }

  close(): void {
    if (this.#channel === undefined) return;
    this.#watch.stop();
    this.#lead?.end();
    this.#lead = undefined;
    this.#channel.close();
    this.#channel = undefined;
    this.#turn("disconnected", "closed");
    this.#election.withdraw();
  }

  send(message: Outgoing): boolean {
    if (this.#lead !== undefined) return this.#lead.say(message);
    if (this.#state !== "connected") return false;
    this.#post({ kind: "say", message });
    return true;
  }

  wake(): void {
    if (this.#lead === undefined) this.#post({ kind: "wake" });
    else this.#lead.wake();
  }

  #want(): void {
    if (this.#lead === undefined) this.#post({ kind: "hello" });
    else this.#lead.want();
  }

  #elected(): void {
    this.#term = Math.max(this.#term + 1, Date.now());
    this.#leader = this.#id;
    this.#joined = true;
    this.#change("leading");
    const latest = { from: this.#state, to: this.#state, reason: "leading", at: Date.now() };
    const host = {
      since: () => this.#host.since(),
      changed: ({ to, reason }: StateChange) => this.#turn(to, reason),
      heard: this.#host.heard.bind(this.#host),
      post: (note: LeaderNote) => this.#post(note),
    };
    this.#lead = new Lead(this.#settings, host, latest);
  }

  /** Another tab leads. */
  #follow(): void {
    this.#lead?.end();
    this.#lead = undefined;
    this.#change("another tab leads");
    this.#watch.heard();
    this.#election.stand();
  }

  #hear(note: Note): void {
    if (note.kind === "lead" || note.kind === "status" || note.kind === "state" || note.kind === "message") {
      return this.#obey(note);
    }
    const lead = this.#lead;
    if (lead === undefined) return;
    switch (note.kind) {
      case "hello":
      case "ask":
        if (note.kind === "hello") lead.want();
        return this.#post({ kind: "status", state: lead.latest, snapshot: this.#host.snapshot });
      case "position":
        return lead.stands(note.cursor);
      case "say":
        return void lead.say(note.message);
      case "wake":
        return lead.wake();
    }
  }

  #obey(note: Note & LeaderNote): void {
    // A leader that stood still may not know yet that another one has taken its place.
    if (note.term < this.#term || (note.term === this.#term && note.from < this.#leader)) return;
    this.#term = note.term;
    this.#leader = note.from;
    if (this.#lead !== undefined) {
      this.#election.withdraw();
      this.#follow();
    }
    this.#watch.heard();
    switch (note.kind) {
      case "lead":
        this.#change("another tab leads");
        return this.#post({ kind: "position", cursor: this.#host.since() });
      case "status":
        return this.#learn(note);
      case "state":
        return this.#turn(note.change.to, note.change.reason);
      case "message":
        this.#joined ||= note.message.type === "connected";
        return this.#joined ? this.#host.heard(note.message, note.since) : undefined;
    }
  }

  #learn({ state, snapshot }: Extract<LeaderNote, { kind: "status" }>): void {
    this.#turn(state.to, state.reason);
    if (this.#joined || snapshot === undefined || state.to !== "connected") return;
    this.#joined = true;
    this.#host.join(snapshot);
  }

  /** Of leaders: until the new one is connected, nobody is. */
  #change(reason: string): void {
    if (this.#state === "connected") this.#turn("reconnecting", reason);
  }

  #turn(to: ConnectionState, reason: string): void {
    const from = this.#state;
    // For a new leader it is the first connection, for who sees it it is not.
    if (from === to || (from === "reconnecting" && to === "connecting")) return;
    this.#state = to;
    this.#host.changed({ from, to, reason, at: Date.now() });
  }

  #post(note: LeaderNote | FollowerNote): void {
    this.#channel?.postMessage({ ...note, from: this.#id, term: this.#term });
  }
}
