import type { ScreenPhase } from "@knockknock/protocol";

/**
 * The contract's `data-phase` in the console: `ringing` while the card shows, otherwise as the
 * call. A call that this agent has accepted is never `ringing` here, whatever its last snapshot
 * says. While the agent calls a visitor back (`calling`) it is as the call says.
 */
export const deskPhase = (
  call: ScreenPhase | null,
  cardShows: boolean,
  calling = false,
): ScreenPhase => {
  if (cardShows) return "ringing";
  if (call === null) return "idle";
  if (calling) return call;
  return call === "queued" || call === "ringing" ? "connecting" : call;
};

/** The card does not ring into a conversation; after one has ended it does. */
export const cardMayShow = (call: ScreenPhase | null): boolean =>
  call === null || call === "idle" || call === "ended";
