import type { PeerMessage, SignalPayload } from "@knockknock/protocol";
import { systemClock } from "../lib/clock.ts";
import { browserConnection } from "../peer/connection.ts";
import { PeerLink } from "../peer/peer-link.ts";
import { sectionsOf } from "./sections.ts";

export interface LoopbackSide {
  readonly link: PeerLink;
  /** See `sectionsOf`. */
  sections(): readonly string[];
  readonly heard: PeerMessage[];
  readonly failures: unknown[];
}

export interface Loopback {
  readonly agent: LoopbackSide;
  readonly visitor: LoopbackSide;
  /** Signals that travelled so far. */
  signals: number;
}

/** Two real peer links in one page, joined by a signaling road without a server. */
export function createLoopback(): Loopback {
  const sides: { agent?: LoopbackSide; visitor?: LoopbackSide } = {};
  const side = (role: "agent" | "visitor"): LoopbackSide => {
    const heard: PeerMessage[] = [];
    const failures: unknown[] = [];
    let connection: RTCPeerConnection | null = null;
    const link = new PeerLink({
      role: role === "agent" ? "offerer" : "adopter",
      epoch: 1,
      ice: { servers: [], policy: "all", expiresAt: null },
      clock: systemClock,
      createConnection: (configuration) => (connection = browserConnection(configuration)),
      hidden: () => document.visibilityState === "hidden",
      send: (payload: SignalPayload) => {
        loopback.signals += 1;
        const copy = structuredClone(payload);
        queueMicrotask(() => sides[role === "agent" ? "visitor" : "agent"]?.link.receive(copy));
      },
      onMessage: (message) => heard.push(message),
      onFailure: (error) => failures.push(error),
    });
    const sections = () => (connection === null ? [] : sectionsOf(connection));
    return { link, heard, failures, sections };
  };
  sides.visitor = side("visitor");
  sides.agent = side("agent");
  const loopback: Loopback = { agent: sides.agent, visitor: sides.visitor, signals: 0 };
  return loopback;
}
