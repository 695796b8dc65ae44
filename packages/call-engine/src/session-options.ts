import type { Page, ParticipantId, SignalOut } from "@knockknock/protocol";
import type { DeviceMemory } from "./media/device-memory.ts";
import type { Legs } from "./peer/legs.ts";
import type { Platform } from "./platform.ts";
import type { Seat, SeatKeeper } from "./signaling/seat.ts";

export interface CallSessionOptions {
  readonly self: "visitor" | "agent";
  readonly selfId: ParticipantId;
  readonly platform: Platform;
  readonly memory: DeviceMemory;
  readonly seat: SeatKeeper;
  /** What the page before this one had; null for a new call. */
  readonly restored: Seat | null;
  /** Connections made while it rang. */
  readonly legs?: Legs;
  /** Takes a signal to the peer by the server; rejects when that road is closed. */
  relay(out: Omit<SignalOut, "callId">): Promise<unknown>;
  /** Where this page is (visitors); null for agents. */
  readonly page: (() => Page) | null;
}
