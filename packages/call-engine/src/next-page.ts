import { effect } from "@preact/signals-core";
import type { CallSession } from "./call-session.ts";

/** The next page begins as this one is: its choices are kept in the seat. Returns what stops it. */
export function keepForNextPage(
  session: Pick<CallSession, "chat" | "everConnected" | "options" | "resumableShare" | "studio">,
): () => void {
  const { chat, everConnected, options, resumableShare, studio } = session;
  const { local, screen } = studio;
  return effect(() => {
    const sharing = screen.state.value === "on";
    if (sharing) resumableShare.value = false;
    options.seat.update({
      ...local.wanted.value,
      muted: local.muted.value,
      cameraOff: local.cameraOff.value,
      sharing: sharing || resumableShare.value,
      connected: everConnected.value,
      read: chat.read.value,
    });
  });
}
