import {
  type EndReason,
  type MediaState,
  NOTHING_SENT,
  type Page,
  type Party,
  type PermissionState,
  VISITOR,
} from "@knockknock/protocol";

/** Milliseconds; an owner may change the first four per site. */
export interface Timings {
  readonly ringMs: number;
  readonly queueMs: number;
  readonly connectMs: number;
  /** A waiting visitor whose page is gone for this long has given up. */
  readonly absentMs: number;
  /** From a page that said it was leaving until the call is lost. */
  readonly leavingMs: number;
  /** From a page that vanished without a word, or a link that went down, until the call is lost. */
  readonly lostMs: number;
  /**
   * With both sockets gone the server knows nothing: the call may well be running between the
   * peers (a proxy restarted, the server's network failed), so it waits this long for a word.
   */
  readonly unreachableMs: number;
}

export const DEFAULT_TIMINGS: Timings = {
  ringMs: 30_000,
  queueMs: 60_000,
  connectMs: 15_000,
  absentMs: 15_000,
  leavingMs: 30_000,
  lostMs: 45_000,
  // Longer than a night's maintenance of the server, and shorter than until the next working day:
  // by then the record of a call whose pages were both closed meanwhile has its end.
  unreachableMs: 6 * 3_600_000,
};

/** As many ringing agents do ICE and DTLS before they accept. */
export const PREWARMED_AGENTS = 3;

export type Presence = "here" | "leaving" | "away";

/** What the server knows about one participant. */
export interface Seat {
  readonly media: MediaState;
  readonly permission: PermissionState;
  readonly presence: Presence;
  /** When `presence` last changed. */
  readonly since: number;
}

export interface Person {
  readonly id: string;
  readonly name: string;
}

export type LiveAgent = Person & Seat;

export type SideState = "unknown" | "up" | "down" | "failed";

/** One connection between the visitor and one agent, as each side last reported it. */
export interface LegState {
  readonly epoch: number;
  readonly visitor: SideState;
  readonly agent: SideState;
}

/** An agent whose console rings; `leg` is there while it may be pre-warmed. */
export interface RungAgent extends Person {
  readonly leg: LegState | null;
  /** What a caller says of itself while it still rings; its page does not say it again. */
  readonly said?: Pick<Seat, "media" | "permission">;
}

export interface Queued {
  readonly name: "queued";
  /** 1 = next in line. */
  readonly position: number;
  readonly anyoneOnline: boolean;
  readonly deadlineAt: number;
}
export interface Ringing {
  readonly name: "ringing";
  /** Inbound: those who may answer. Outbound: the caller alone. */
  readonly agents: readonly RungAgent[];
  readonly deadlineAt: number;
}
interface Live {
  readonly agent: LiveAgent;
  readonly leg: LegState;
}
export interface Connecting extends Live {
  readonly name: "connecting";
  readonly deadlineAt: number;
}
export interface Connected extends Live {
  readonly name: "connected";
  readonly onHold: boolean;
  /** Null while both pages are here. */
  readonly deadlineAt: number | null;
}
export interface Reconnecting extends Live {
  readonly name: "reconnecting";
  readonly onHold: boolean;
  readonly cause: "network" | "page";
  readonly deadlineAt: number;
}
export interface Transferring extends Live {
  readonly name: "transferring";
  readonly onHold: boolean;
  readonly to: Person;
  readonly deadlineAt: number;
}
export interface Ended {
  readonly name: "ended";
  readonly reason: EndReason;
  readonly by: Party;
  readonly durationMs: number;
  readonly at: number;
  /** The agent who was in the call, as it was last seen. */
  readonly agent: LiveAgent | null;
}

export type Phase = Queued | Ringing | Connecting | Connected | Reconnecting | Transferring | Ended;
export type LivePhase = Connecting | Connected | Reconnecting | Transferring;

export interface CallState {
  readonly id: string;
  readonly siteId: string;
  readonly siteName: string;
  readonly direction: "inbound" | "outbound";
  readonly timings: Timings;
  /** The owner hides the peers' addresses from each other. */
  readonly relayOnly: boolean;
  readonly createdAt: number;
  /** Rises with every change. */
  readonly seq: number;
  /** When an agent first accepted, and when both sides were first connected. */
  readonly answeredAt: number | null;
  readonly connectedAt: number | null;
  readonly visitorName: string | null;
  readonly visitor: Seat;
  readonly page: Page;
  /** Agents who declined or let it ring out: they are not asked again. */
  readonly asked: readonly string[];
  /** The highest epoch ever given to each agent's leg. */
  readonly epochs: Readonly<Record<string, number>>;
  readonly phase: Phase;
}

const UNASKED: PermissionState = { microphone: "unasked", camera: "unasked" };

export const newSeat = (presence: Presence, since: number): Seat => ({
  media: NOTHING_SENT,
  permission: UNASKED,
  presence,
  since,
});

/** The seat of an agent who has the call, or calls. */
export const seatedAgent = (
  { id, name, said }: Omit<RungAgent, "leg">,
  since: number,
): LiveAgent => ({
  id,
  name,
  ...newSeat("here", since),
  ...said,
});

export interface NewCall {
  readonly id: string;
  readonly siteId: string;
  readonly siteName: string;
  readonly timings: Timings;
  readonly relayOnly: boolean;
  readonly visitorName: string | null;
  readonly page: Page;
}

const born = (call: NewCall, now: number): Omit<CallState, "direction" | "phase"> => ({
  ...call,
  createdAt: now,
  seq: 1,
  answeredAt: null,
  connectedAt: null,
  // A knock is one POST: the visitor is here once its socket joins.
  visitor: newSeat("away", now),
  asked: [],
  epochs: {},
});

/** A call that a visitor's knock opens. */
export function knocked(
  call: NewCall,
  queue: { position: number; anyoneOnline: boolean },
  now: number,
): CallState {
  return {
    ...born(call, now),
    direction: "inbound",
    phase: { name: "queued", ...queue, deadlineAt: now + call.timings.queueMs },
  };
}

/** A call from an agent to a visitor who knocked or left a message before. */
export function calledOut(call: NewCall, caller: Person, now: number): CallState {
  const leg: LegState = { epoch: 1, visitor: "unknown", agent: "unknown" };
  return {
    ...born(call, now),
    direction: "outbound",
    epochs: { [caller.id]: 1 },
    phase: {
      name: "ringing",
      agents: [{ ...caller, leg }],
      deadlineAt: now + call.timings.ringMs,
    },
  };
}

export const isLive = (phase: Phase): phase is LivePhase =>
  phase.name === "connecting" ||
  phase.name === "connected" ||
  phase.name === "reconnecting" ||
  phase.name === "transferring";

export const isWaiting = (phase: Phase): phase is Queued | Ringing =>
  phase.name === "queued" || phase.name === "ringing";

/** When the server must act by itself; null = it waits for an event. */
export function nextDeadline(state: CallState): number | null {
  const { phase, visitor } = state;
  if (phase.name === "ended") return null;
  if (isWaiting(phase) && visitor.presence !== "here") {
    return Math.min(phase.deadlineAt, visitor.since + state.timings.absentMs);
  }
  return phase.deadlineAt;
}

/** Agents who take part in the call or are asked to. */
export function agentsOf(phase: Phase): readonly Person[] {
  switch (phase.name) {
    case "ringing":
      return phase.agents;
    case "connecting":
    case "connected":
    case "reconnecting":
      return [phase.agent];
    case "transferring":
      return [phase.agent, phase.to];
    case "queued":
    case "ended":
      return [];
  }
}

export const sideOf = (participant: string): "visitor" | "agent" =>
  participant === VISITOR ? "visitor" : "agent";
