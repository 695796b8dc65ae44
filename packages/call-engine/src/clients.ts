/** The two ways into a call: a visitor's page and an agent's desk. */
import type {
  DeskState,
  ErrorCode,
  Identity,
  LeaveMessage,
  Page,
  PublicSite,
  RingEnded,
  WireError,
} from "@knockknock/protocol";
import type { EngineErrorReason } from "./lib/errors.ts";
import type { CallModel, Value } from "./model.ts";
import type { Seat } from "./signaling/seat.ts";

/** What a page needs to go on with a call; its ticket is a secret. */
export type CallSeat = Seat;

/** Why a knock opened no call. */
export interface KnockProblem {
  /** The server's `ErrorCode`, or why there is none: `unreachable`, `malformed`. */
  readonly code: ErrorCode | EngineErrorReason;
  /** For the website's developer: what happened and what to do. */
  readonly message: string;
}

export interface VisitorClientOptions {
  /** Where widget.js came from, without a trailing slash. */
  readonly serverUrl: string;
  readonly site: string;
  /** Where a call that must outlive this page is remembered; `sessionStorage` in a browser. */
  readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  /** The page that the visitor is on right now. */
  readonly page: () => Page;
  readonly language: string;
  /**
   * No call came about, or one without the name that the page gave. The visitor reads kind words on
   * the end screen; this is for who can put it right.
   */
  readonly onKnockFailed: (problem: KnockProblem) => void;
}

export interface VisitorClient {
  /** The call that runs, rings or has just ended; null = none. */
  readonly call: Value<CallModel | null>;
  /** Knocks, and asks for camera and microphone in parallel. One call at a time. */
  start(options: { audio: boolean; video: boolean; identity?: Identity }): void;
  /** True when storage names a call: this page should resume it. */
  canResume(): boolean;
  /**
   * Rejoins that call; null when it is over. Where the server cannot be reached within 45 s, the
   * call that comes back has just ended: `connection_lost`.
   */
  resume(): Promise<CallModel | null>;
  /**
   * Nobody answered this tab's last knock: lets an agent call back, who then shows as `call` with
   * the phase `ringing`. After a knock on this page that is so without asking.
   */
  stayReachable(): void;
  /** Lets the finished call go (the end screen was closed). */
  close(): void;
  /**
   * Leaves the running call to another page of this visitor, which `takeOver`s what this returns;
   * null when there is no call to leave.
   */
  handOver(): CallSeat | null;
  /** Goes on with another page's call. `seat` is checked; null when it is no seat or is over. */
  takeOver(seat: unknown): Promise<CallModel | null>;
  /** Drops what this tab remembers of a call (a duplicated tab's copy). */
  forget(): void;
  site(): Promise<PublicSite>;
  leaveMessage(
    message: Pick<LeaveMessage, "name" | "contact" | "text">,
  ): Promise<{ ok: true } | { ok: false; error: WireError }>;
  /** Tells agent and server which page the visitor is on now. */
  pageChanged(): void;
  /** `pagehide`: the page is going, the call is not. */
  leaving(): void;
  /** Ends a running call and releases everything. */
  dispose(): void;
}

export interface AgentDeskOptions {
  readonly serverUrl: string;
  /**
   * Fetches a one-use socket ticket with the session's cookie. Rejecting with an error whose `code`
   * is `unauthorized` means that the session is over: the desk is signed out and stays so.
   */
  readonly ticket: () => Promise<string>;
  readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
}

export interface AgentDesk {
  /** Null until the first snapshot came. */
  readonly state: Value<DeskState | null>;
  readonly connection: Value<"connecting" | "online" | "offline" | "signed_out">;
  /** The call that this agent is in or has just left; null = none. */
  readonly call: Value<CallModel | null>;
  /** The ring that went away last, for "answered by …". */
  readonly lastRingEnded: Value<RingEnded | null>;
  /** This agent's call runs in another tab. */
  readonly elsewhere: Value<boolean>;
  /** Moves that call here. */
  bringHere(): Promise<void>;
  /** Camera and microphone are opened while it rings, for a faster first picture. */
  readonly readyWhileRinging: Value<boolean>;
  setReadyWhileRinging(ready: boolean): void;
  setAvailable(available: boolean): Promise<void>;
  /** Resolves when this agent has the call; rejects with who was faster. */
  accept(callId: string): Promise<void>;
  decline(callId: string): Promise<void>;
  /**
   * Calls the visitor of a call in vain (one of `DeskState.reachable`). Rejects with an
   * `EngineError`: the visitor has left, or is called by a colleague.
   */
  callBack(callId: string): Promise<void>;
  close(): void;
  /** `pagehide`: the page is going, a call is not. */
  leaving(): void;
  dispose(): void;
}
