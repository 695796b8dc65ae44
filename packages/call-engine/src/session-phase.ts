import type { CallPhase, ScreenPhase } from "@knockknock/protocol";
import type { Health } from "./peer/link-health.ts";

export interface PhaseInputs {
  /** The server's phase as last heard; null before the knock was answered. */
  readonly server: CallPhase | null;
  /** Connected before, on this page or an earlier one. */
  readonly everConnected: boolean;
  /** This side ended the call without waiting for the server. */
  readonly endedHere: boolean;
  /** The browser's permission prompt is open. */
  readonly prompting: boolean;
  /** The live leg of this page; null when there is none. */
  readonly leg: Health | null;
  /** The other page said that it is being replaced, and has not been heard since. */
  readonly peerLeaving: boolean;
}

/**
 * What the screen shows. Until an agent accepts, the server leads (and an open prompt comes
 * first); once connected, the local leg does, with or without the server; `ended` absorbs.
 */
export function screenPhase(inputs: PhaseInputs): ScreenPhase {
  const { server, endedHere, prompting, leg, peerLeaving, everConnected } = inputs;
  if (endedHere) return "ended";
  if (server === null) return everConnected ? "reconnecting" : "requesting";
  switch (server.name) {
    case "queued":
    case "ringing":
      return prompting ? "requesting" : server.name;
    case "connecting":
    case "transferring":
      return "connecting";
    case "connected":
    case "reconnecting":
      return leg === "up" && !peerLeaving ? "connected" : "reconnecting";
    case "ended":
      return "ended";
  }
}

/** Nobody has answered yet. */
export const isWaiting = (phase: ScreenPhase): boolean =>
  phase === "requesting" || phase === "queued" || phase === "ringing";

/** Why it says *reconnecting*: a page that is being replaced, or the network. */
export function reconnectingCause(
  phase: ScreenPhase,
  server: CallPhase | null,
  peerAway: boolean,
): "network" | "page" | null {
  if (phase !== "reconnecting") return null;
  const page = peerAway || (server?.name === "reconnecting" && server.cause === "page");
  return page ? "page" : "network";
}
