import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { CallSession } from "./call-session.ts";
import { say } from "./chat.ts";
import type { CallModel, RemoteView } from "./model.ts";
import { isWaiting, reconnectingCause } from "./session-phase.ts";

/** A command that is there exactly while its condition holds. */
function available<F>(condition: () => boolean, command: F): ReadonlySignal<F | null> {
  return computed(() => (condition() ? command : null));
}

/** What a screen sees of a session and may do to it. */
export function callModel(session: CallSession): CallModel {
  const { chat, leg, legs, notices, options, other, studio, time, view } = session;
  const { local, screen } = studio;
  const { self, platform } = options;

  const phase = session.phase;
  const isOver = (): boolean => phase.value === "ended";
  const isLive = (): boolean => !isOver() && !isWaiting(phase.value);
  /** Not while an agent's call only rings: nothing may touch the devices before it is accepted. */
  const inCall = (): boolean => !isOver() && !session.untaken.value;
  const server = computed(() => view.value?.phase ?? null);

  const remote = computed<RemoteView | null>(() => {
    const person = other.participant.value;
    if (person === null) return null;
    const streams = legs.live.value?.link.remote.value ?? null;
    const media = other.media.value;
    return {
      ...person,
      media,
      presence: other.leaving.value ? "leaving" : person.presence,
      camera: streams?.camera ?? null,
      screen: media.screen ? (streams?.screen ?? null) : null,
    };
  });

  const outbound = (): boolean => view.value?.direction === "outbound";
  const rings = (): boolean =>
    session.untaken.value && server.value?.name === "ringing" && !isOver();
  const permissionOpen = (device: "microphone" | "camera"): boolean => {
    const permission = local.permission.value[device];
    return permission === "granted" || permission === "unasked";
  };

  return {
    self,
    callId: computed(() => view.value?.id ?? null),
    phase,
    direction: computed(() => view.value?.direction ?? "inbound"),
    durationMs: session.timer.duration,
    waiting: computed(() => {
      const now = server.value;
      if (now?.name === "queued") {
        const { anyoneOnline, deadlineAt, position } = now;
        return { position, anyoneOnline, deadlineAt: time.toLocal(deadlineAt) };
      }
      if (now?.name !== "ringing") return null;
      return { position: null, anyoneOnline: true, deadlineAt: time.toLocal(now.deadlineAt) };
    }),
    reconnecting: computed(() => {
      const away = other.leaving.value || other.participant.value?.presence === "leaving";
      return reconnectingCause(phase.value, server.value, away);
    }),
    onHold: session.onHold,
    remote,
    local: studio.view,
    sending: leg.sending,
    page: other.page,
    end: session.end,
    chat: chat.entries,
    unread: chat.unread,
    notices: notices.list,
    quality: leg.sampler.quality,
    devices: studio.devices,
    microphoneLevel: studio.level,

    toggleMicrophone: available(
      () => inCall() && permissionOpen("microphone"),
      () => {
        if (local.microphone.track.peek() !== null) local.setMuted(!local.muted.peek());
        else void local.request({ audio: true, video: false });
      },
    ),
    toggleCamera: available(
      () => inCall() && permissionOpen("camera"),
      () => void local.setCameraOn(local.camera.track.peek() === null),
    ),
    toggleScreen: available(
      () => isLive() && platform.media.canShareScreen,
      () => {
        if (screen.state.peek() === "off") void studio.share();
        else screen.stop();
      },
    ),
    resumeSharing: available(
      () => isLive() && session.resumableShare.value && platform.media.canShareScreen,
      () => void studio.share(),
    ),
    flipCamera: available(
      () => inCall() && studio.canFlip.value,
      () => void local.flip(),
    ),
    selectMicrophone: available(inCall, (id: string) => local.selectMicrophone(id)),
    selectCamera: available(inCall, (id: string) => local.selectCamera(id)),
    selectSpeaker: available(
      () => inCall() && platform.media.canChooseSpeaker,
      (id: string) => studio.selectSpeaker(id),
    ),
    setVolume: available(inCall, (volume: number) => studio.setVolume(volume)),
    testSpeaker: available(inCall, () => studio.speaker.test()),
    askAgain: available(
      () => inCall() && (local.missing.value.audio || local.missing.value.video),
      () => void studio.askAgain(),
    ),
    missingMedia: computed(() => (inCall() ? studio.missing.value : null)),
    useMedia: available(inCall, (stream: MediaStream) => studio.adopt(stream)),
    restDevices: available(inCall, (resting: boolean) => studio.rest(resting)),
    resumeAudio: available(
      () => isLive() && studio.speaker.blocked.value,
      () => studio.speaker.resume(),
    ),
    sendChat: available(isLive, (text: string) => say(session, text)),
    cancel: available(
      () => isWaiting(phase.value) && (self === "visitor" ? !session.untaken.value : outbound()),
      () => session.cancel(),
    ),
    hangUp: available(isLive, () => session.hangUp()),
    rate: available(
      () => self === "visitor" && isOver() && session.everConnected.value,
      (stars: number, comment: string) => session.tell({ type: "rate", stars, comment }),
    ),
    accept: available(rings, () => {
      session.taken.value = true;
      session.tell({ type: "accept" });
      // Not before: who only rings is not looked at.
      void local.request({ audio: true, video: true });
    }),
    decline: available(rings, () => {
      session.tell({ type: "decline" });
      session.finish({ reason: "declined", by: "visitor", durationMs: 0 });
    }),
    setHold: available(
      () => self === "agent" && server.value?.name === "connected" && inCall(),
      (on: boolean) => session.tell({ type: "hold", on }),
    ),
    markRead: () => chat.markRead(),
    dismissNotice: notices.dismiss,
  };
}
