/** The connection of a visitor's page, and who speaks on it. */
import type { CallSession } from "./call-session.ts";
import type { Clock } from "./lib/clock.ts";
import type { CallChannel } from "./signaling/call-channel.ts";
import type { Wire } from "./signaling/wire.ts";

/** Last commands (the hang-up, the rating) get this long to be delivered after the call. */
const DRAIN_MS = 10_000;
const DRAIN_LOOK_MS = 250;

export interface Line {
  readonly wire: Wire;
  session: CallSession | null;
  /** The seat of a knock in vain: as long as it is kept, an agent may call back. */
  resting: CallChannel | null;
}

/** The wire stays until nothing waits for delivery any more. */
export function letGo({ session, wire }: Line, clock: Clock): void {
  const since = clock.now();
  const look = (): void => {
    const channel = session?.channel ?? null;
    const delivered = session === null || channel?.idle === true;
    if (delivered || clock.now() - since > DRAIN_MS) {
      channel?.dispose();
      wire.close();
    } else clock.after(DRAIN_LOOK_MS, look);
  };
  look();
}
