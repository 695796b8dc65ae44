import {
  type Ack,
  type CallPhase,
  type CallView,
  type ChatMessage,
  type DeskState,
  type EndReason,
  type ErrorCode,
  type IceConfig,
  type MediaState,
  NOTHING_SENT,
  type Participant,
  type Party,
  type SignalOut,
  VISITOR,
  type WireError,
} from "@knockknock/protocol";
import type { OpenWire } from "../signaling/wire.ts";
import type { FakeClock } from "./fake-clock.ts";
import { FakeWire } from "./fake-wire.ts";
import { STRANGER } from "./stranger.ts";

const ICE: IceConfig = { servers: [], policy: "all", expiresAt: null };
const PERMISSION = { microphone: "granted", camera: "granted" } as const;
export const AGENT = "agent-ann";
export const CALL = "call-0001";

interface Command {
  readonly type: string;
  readonly [field: string]: unknown;
}

/**
 * One visitor, one agent, one call, and of the real server's rules only those that the engine
 * relies on. Tests steer it by its phase and look at what it was told.
 */
export class FakeServer {
  readonly told: { who: "visitor" | "agent"; command: Command; key: string; agoMs: number }[] = [];
  phase: CallPhase;
  epoch = 1;
  seq = 1;
  connectedAt: number | null = null;
  prewarms = true;
  visitorWire: FakeWire | null = null;
  agentWire: FakeWire | null = null;
  knocks = 0;
  knocked = "";
  callId = CALL;
  direction: "inbound" | "outbound" = "inbound";
  /** The next accept comes second. */
  lateAccept = false;
  /** Set to refuse every knock. */
  knockFails: WireError | null = null;
  /** Set to refuse every knock that says who knocks. */
  identityFails: WireError | null = null;
  /** Set to refuse every join. */
  joinFails: ErrorCode | null = null;
  /** False: whoever connects waits. */
  up = true;
  readonly #clock: FakeClock;
  readonly #media: { visitor: MediaState; agent: MediaState } = {
    visitor: NOTHING_SENT,
    agent: NOTHING_SENT,
  };
  readonly #up = new Set<string>();
  /** Signals for a visitor without a seat wait, as on the real server. */
  #seated: FakeWire | null = null;
  readonly #kept: unknown[] = [];
  readonly #chat: ChatMessage[] = [];
  #calledBack: string | null = null;

  constructor(clock: FakeClock) {
    this.#clock = clock;
    this.phase = { name: "ringing", deadlineAt: clock.now() + 30_000 };
  }

  readonly open: OpenWire = (url) => {
    const who = url.endsWith("/visitor") ? "visitor" : "agent";
    const wire = new FakeWire((event, payload) => this.#answer(who, event, payload));
    if (who === "visitor") this.visitorWire = wire;
    else this.agentWire = wire;
    void Promise.resolve().then(() => {
      if (wire.closed || !this.up) return;
      wire.become(true);
      if (who === "agent") this.pushDesk();
    });
    return wire;
  };

  readonly fetch: typeof fetch = async (_url, init) => {
    this.knocks += 1;
    await Promise.resolve();
    if (!this.up) throw new TypeError("Failed to fetch");
    this.knocked = typeof init?.body === "string" ? init.body : "";
    const named = this.knocked.includes('"identity":');
    const refusal = this.knockFails ?? (named ? this.identityFails : null);
    if (refusal !== null) return Response.json(refusal, { status: 403 });
    this.pushDesk();
    return Response.json({ call: this.view(), ticket: "ticket-1", ice: ICE });
  };

  /** The agent calls the visitor of the call in vain. */
  callBack(): void {
    this.callId = "call-back-0001";
    this.direction = "outbound";
    this.phase = { name: "ringing", deadlineAt: this.#clock.now() + 30_000 };
    this.connectedAt = null;
    this.#seated = null;
    this.visitorWire?.push("incoming", { call: this.view(), ticket: "ticket-back", ice: ICE });
  }

  /** The server dies, or comes back with everything it knew. */
  reachable(reachable: boolean): void {
    this.up = reachable;
    this.visitorWire?.become(reachable);
    this.agentWire?.become(reachable);
    if (reachable) this.pushDesk();
  }

  commands(who: "visitor" | "agent"): string[] {
    return this.told.filter((each) => each.who === who).map(({ command }) => command.type);
  }

  change(phase: CallPhase): void {
    this.phase = phase;
    this.#changed();
  }

  view(): CallView {
    const live = this.phase.name !== "ringing" && this.phase.name !== "queued";
    const person = (role: "visitor" | "agent"): Participant => ({
      id: role === "visitor" ? VISITOR : AGENT,
      role,
      name: role === "agent" ? "Ann" : null,
      media: this.#media[role],
      permission: PERMISSION,
      presence: "here",
    });
    return {
      id: this.callId,
      seq: this.seq,
      direction: this.direction,
      siteName: "Shop",
      phase: this.phase,
      createdAt: 0,
      connectedAt: this.connectedAt,
      serverNow: this.#clock.now(),
      participants: live ? [person("visitor"), person("agent")] : [person("visitor")],
      legs:
        this.phase.name === "ended" || !(live || this.prewarms)
          ? []
          : [{ agentId: AGENT, epoch: this.epoch, live }],
      page: { url: "https://shop.example/", title: "Shop", referrer: "" },
    };
  }

  pushDesk(): void {
    const rings = this.phase.name === "ringing" && this.direction === "inbound";
    const ringing = rings && this.knocks > 0;
    const { page } = this.view();
    const desk: DeskState = {
      agent: { id: AGENT, name: "Ann" },
      available: true,
      incoming: ringing
        ? [
            {
              callId: CALL,
              card: { ...STRANGER, page },
              permission: PERMISSION,
              knockedAt: 0,
              deadlineAt: 0,
              prewarm: this.prewarms ? { epoch: this.epoch, ice: ICE } : null,
            },
          ]
        : [],
      waiting: [],
      currentCallId: rings || this.phase.name === "ended" ? null : this.callId,
      reachable: [],
      lastMessageAt: null,
      serverNow: this.#clock.now(),
    };
    this.agentWire?.push("desk", desk);
  }

  #changed(): void {
    this.seq += 1;
    const update = { call: this.view() };
    this.visitorWire?.push("update", update);
    if (this.phase.name !== "ringing" || this.direction === "outbound") {
      this.agentWire?.push("update", update);
    }
    // As the real one: the answer to a command comes first.
    this.#clock.after(1, () => this.pushDesk());
  }

  #answer(who: "visitor" | "agent", event: string, payload: unknown): Ack<unknown> {
    if (event === "call_back") {
      const { key } = payload as { key: string };
      if (key !== this.#calledBack) this.callBack();
      this.#calledBack = key;
      return { ok: true, value: { call: this.view() } };
    }
    if (event === "join") return this.#join(who, payload as { fresh: boolean });
    if (event === "signal") return this.#relay(who, payload as SignalOut);
    if (event !== "command") return { ok: true, value: event === "ice" ? ICE : null };
    const { agoMs, command, key } = payload as { agoMs: number; command: Command; key: string };
    if (this.told.every((each) => each.key !== key)) {
      this.told.push({ who, command, key, agoMs });
      const error = this.#obey(who, command);
      if (error !== null) return error;
    }
    return { ok: true, value: { call: this.view() } };
  }

  #join(who: "visitor" | "agent", { fresh }: { fresh: boolean }): Ack<unknown> {
    if (this.joinFails !== null) {
      return { ok: false, error: { code: this.joinFails, message: "No." } };
    }
    if (fresh && this.phase.name === "ended") {
      return { ok: false, error: { code: "not_found", message: "The call is over." } };
    }
    if (fresh) this.#raise();
    if (who === "visitor") {
      this.#seated = this.visitorWire;
      for (const signal of this.#kept.splice(0)) {
        void Promise.resolve().then(() => this.visitorWire?.push("signal", signal));
      }
    }
    const ticket = who === "visitor" ? `ticket-${String(this.seq)}` : "";
    return { ok: true, value: { call: this.view(), chat: this.#chat, ticket, ice: ICE } };
  }

  #raise(): void {
    this.epoch += 1;
    this.#up.clear();
    this.#changed();
  }

  #relay(who: "visitor" | "agent", { epoch, payload }: SignalOut): Ack<null> {
    const from = who === "visitor" ? VISITOR : AGENT;
    const signal = { callId: this.callId, from, epoch, payload };
    const wire = who === "visitor" ? this.agentWire : this.visitorWire;
    if (wire?.connected === true && (who === "visitor" || wire === this.#seated))
      wire.push("signal", signal);
    else this.#kept.push(signal);
    return { ok: true, value: null };
  }

  #obey(who: "visitor" | "agent", command: Command): Ack<unknown> | null {
    switch (command.type) {
      case "chat": {
        const from = who === "visitor" ? VISITOR : AGENT;
        this.#chat.push({ ...(command["message"] as ChatMessage), from, at: this.#clock.now() });
        return null;
      }
      case "accept":
        if (this.lateAccept) {
          const message = "Bob has answered this call.";
          return { ok: false, error: { code: "already_answered", message, by: "Bob" } };
        }
        // A leg that broke while it rang is not used.
        if (this.#up.delete("failed")) this.epoch += 1;
        this.change({ name: "connecting", agentId: AGENT, deadlineAt: 0 });
        return null;
      case "report": {
        const { state } = command["leg"] as { state: string };
        if (state === "down") this.#up.delete("failed");
        else this.#up.add(state === "up" ? who : state);
        if (state !== "up" || this.#up.size < 2) return null;
        this.connectedAt ??= this.#clock.now();
        this.change({ name: "connected", agentId: AGENT, onHold: false });
        return null;
      }
      case "media":
        this.#media[who] = command["media"] as MediaState;
        this.#changed();
        return null;
      case "rebuild":
        if (command["epoch"] === this.epoch) this.#raise();
        return null;
      case "cancel":
        return this.#end("cancelled", who);
      case "decline":
        return this.#end("declined", who);
      case "hangup":
        return this.#end("hangup", who);
      case "ended_by_peer":
        return this.#end(command["reason"] as EndReason, "system");
      default:
        return null;
    }
  }

  #end(reason: EndReason, by: Party): null {
    const durationMs = this.connectedAt === null ? 0 : this.#clock.now() - this.connectedAt;
    if (this.phase.name !== "ended") this.change({ name: "ended", reason, by, durationMs });
    return null;
  }
}
