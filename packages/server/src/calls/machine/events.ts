import type {
  ErrorCode,
  LegReport,
  MediaState,
  Page,
  PeerEndReason,
  PermissionState,
} from "@knockknock/protocol";
import type { Person } from "./state.ts";

/** `who` and `side` are participant ids: `visitor`, or an agent's id. */
export type CallEvent =
  /** Free agents who may be rung. */
  | { type: "agents_available"; agents: readonly Person[] }
  /** An agent can no longer answer; `busy`: took another call. */
  | { type: "agent_gone"; agentId: string; why: "busy" | "unavailable"; anyoneOnline: boolean }
  /** The page that warmed this leg of an agent's is gone, and its connection with it. */
  | { type: "cooled"; agentId: string; epoch: number }
  /** `fresh`: the accepting page does not hold the pre-warmed connection. */
  | { type: "accept"; who: string; fresh: boolean }
  /** `online`: ids of all agents who are signed in and available, busy ones too. */
  | { type: "decline"; who: string; online: readonly string[] }
  | { type: "cancel"; who: string }
  /** `agoMs`: how long ago, by the word of a page that could not tell the server. */
  | { type: "hangup"; who: string; agoMs: number }
  | { type: "deadline"; online: readonly string[] }
  /** A page took its seat; `fresh`: it holds no peer connection yet. */
  | { type: "joined"; who: string; fresh: boolean }
  /** The server can be reached from where this agent is, and the agent's page in the call may be. */
  | { type: "console_opened"; agentId: string }
  | { type: "leaving"; who: string }
  | { type: "away"; who: string }
  | { type: "report"; who: string; leg: LegReport }
  | { type: "media"; who: string; media: MediaState }
  | { type: "permission"; who: string; permission: PermissionState }
  | { type: "page"; page: Page }
  | { type: "rebuild"; who: string; agentId: string; epoch: number }
  | { type: "hold"; who: string; on: boolean }
  | { type: "transfer"; who: string; to: Person }
  | { type: "ended_by_peer"; who: string; reason: PeerEndReason; agoMs: number }
  | { type: "queue_moved"; position: number; anyoneOnline: boolean }
  /** The server came back: its sockets are gone and its deadlines may have passed. */
  | { type: "server_started" }
  | { type: "server_shutdown" }
  | { type: "fault" };

export type RingOutcome = "answered" | "cancelled" | "timeout" | "elsewhere";

export type Topic = "call.ringing" | "call.answered" | "call.connected" | "call.ended";

export type Effect =
  /** The command was refused and nothing changed. `by`: name of the agent who was faster. */
  | { type: "refused"; code: ErrorCode; message: string; by?: string }
  | { type: "ring_ended"; agentIds: readonly string[]; outcome: RingOutcome; by: string | null }
  /** A fact for webhooks. */
  | { type: "announce"; topic: Topic };

export interface Step<S> {
  readonly state: S;
  readonly effects: readonly Effect[];
}
