import type { ParticipantId, PeerMessage } from "@knockknock/protocol";
import type { CallSession } from "./call-session.ts";
import { newerMedia } from "./media-state.ts";

/** What the peer says on the data channel of the live leg; other legs have no say in the call. */
export function hearPeer(session: CallSession, from: ParticipantId, message: PeerMessage): void {
  if (session.end.peek() !== null || session.legs.live.peek()?.remoteId !== from) return;
  switch (message.t) {
    case "beat":
      session.peerLeaving.value = false;
      return;
    case "media":
      session.heardMedia.value = newerMedia(session.heardMedia.peek(), message.media);
      return;
    case "chat":
      if (message.message.from === from) session.chat.receive(message.message);
      return;
    case "page":
      if (session.options.self === "agent") session.visitorPage.value = message.page;
      return;
    case "signal":
      session.legs.receive({ from, epoch: message.epoch, payload: message.payload });
      return;
    case "leaving":
      session.peerLeaving.value = true;
      return;
    case "bye": {
      const { by, reason } = message;
      session.tell({ type: "ended_by_peer", reason, by });
      session.finish({ reason, by, durationMs: session.timer.elapsed() });
    }
  }
}
