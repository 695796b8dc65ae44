import { batch, computed, effect, signal } from "@preact/signals-core";
import {
  type CallView,
  type IceConfig,
  type MediaState,
  NOTHING_SENT,
  type Page,
  type Participant,
  type ParticipantId,
  type PeerMessage,
  type SignalIn,
  type SignalOut,
  type SignalPayload,
} from "@knockknock/protocol";
import { Chat } from "./chat.ts";
import { Scope } from "./lib/scope.ts";
import { LiveLegKeeper } from "./live-leg.ts";
import { newerMedia, OwnMedia } from "./media-state.ts";
import type { DeviceMemory } from "./media/device-memory.ts";
import { Studio } from "./media/studio.ts";
import type { EndView } from "./model.ts";
import { Notices } from "./notices.ts";
import { Legs, type LiveLeg } from "./peer/legs.ts";
import type { Platform } from "./platform.ts";
import { screenPhase } from "./session-phase.ts";
import { yieldToNewerShare } from "./share-rule.ts";
import { CallChannel, type ChannelOptions, type SessionCommand } from "./signaling/call-channel.ts";
import type { Seat, SeatKeeper } from "./signaling/seat.ts";
import { CallTimer, ServerClock } from "./timer.ts";

/** The last words on the data channel get this long before the connection closes. */
const FAREWELL_MS = 300;
/** How long a visitor waits for the agent to restart ICE before doing it from this side. */
const VISITOR_PATIENCE_MS = 700;
/** Relay credentials with less time left than this are renewed before they are needed. */
const ICE_MARGIN_MS = 30_000;

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

/**
 * One call on one page: what the server says, the leg that carries media, and what this page does.
 * `callModel` shows it to screens.
 */
export class CallSession {
  readonly options: CallSessionOptions;
  readonly scope = new Scope();
  readonly notices = new Notices();
  readonly chat: Chat;
  readonly studio: Studio;
  readonly leg: LiveLegKeeper;
  readonly legs: Legs;
  readonly time: ServerClock;
  readonly timer: CallTimer;
  readonly view = signal<CallView | null>(null);
  readonly end = signal<EndView | null>(null);
  readonly peerLeaving = signal(false);
  readonly heardMedia = signal<MediaState>(NOTHING_SENT);
  readonly visitorPage = signal<Page | null>(null);
  /** A share ran on the page before this one. */
  readonly resumableShare = signal(false);
  readonly #channel = signal<CallChannel | null>(null);
  readonly #own = new OwnMedia();
  #pending: SessionCommand[] = [];

  constructor(options: CallSessionOptions) {
    this.options = options;
    const { memory, platform, restored, self, selfId } = options;
    this.chat = new Chat(selfId, platform.clock);
    this.time = new ServerClock(platform.clock);
    this.timer = new CallTimer(this.time, platform.clock);
    this.scope.add(() => this.timer.stop(this.timer.elapsed()));
    this.studio = new Studio(platform, memory, this.notices, this.scope);
    this.resumableShare.value = restored?.sharing ?? false;
    if (restored !== null) this.studio.local.startWith(restored);
    const owner = {
      send: (to: ParticipantId, epoch: number, payload: SignalPayload) =>
        this.#signal(to, epoch, payload),
      onMessage: (from: ParticipantId, message: PeerMessage) => this.#hear(from, message),
      // A step that failed is repaired like a link that went silent.
      onFailure: () => undefined,
    };
    const { clock, createConnection } = platform;
    const hidden = (): boolean => platform.hidden();
    this.legs = options.legs ?? new Legs({ self, selfId, clock, createConnection, hidden }, owner);
    this.legs.handTo(owner);
    this.leg = new LiveLegKeeper(
      {
        platform,
        legs: this.legs,
        studio: this.studio,
        notices: this.notices,
        silent: computed(() => this.onHold.value || this.end.value !== null),
        peerLeaving: this.peerLeaving,
        serverReachable: computed(() => this.#channel.value?.joined.value === true),
        report: (leg) => this.tell({ type: "report", leg }),
        rebuild: (leg) => void this.#rebuild(leg),
        restart: (leg) => void this.#restart(leg),
        giveUp: () => this.lose(),
        onOpen: (leg) => this.#greet(leg),
      },
      this.scope,
    );
    this.scope.add(effect(() => this.#announceMedia()));
    this.scope.add(
      this.studio.local.permission.subscribe((permission) => {
        if (this.#channel.peek() !== null) this.tell({ type: "permission", permission });
      }),
    );
    this.scope.add(
      yieldToNewerShare({
        self,
        clock,
        own: this.studio.screen,
        remoteMedia: this.remoteMedia,
        onYield: () => this.notices.tell("share_replaced"),
      }),
    );
  }

  readonly onHold = computed(() => {
    const phase = this.view.value?.phase;
    return phase?.name === "connected" && phase.onHold;
  });
  readonly phase = computed(() =>
    screenPhase({
      server: this.view.value?.phase ?? null,
      endedHere: this.end.value !== null,
      prompting: this.studio.local.prompting.value,
      leg: this.leg.health.value,
      peerLeaving: this.peerLeaving.value,
    }),
  );
  readonly remote = computed<Participant | null>(
    () => this.view.value?.participants.find((person) => person.role !== this.options.self) ?? null,
  );
  readonly remoteMedia = computed(() => {
    const said = this.remote.value?.media ?? NOTHING_SENT;
    return newerMedia(said, this.heardMedia.value);
  });

  get channel(): CallChannel | null {
    return this.#channel.peek();
  }

  /** Takes the seat that the server has for this page. */
  attach(options: ChannelOptions): CallChannel {
    const channel = new CallChannel(options, {
      onView: (view) => this.#see(view),
      onChat: (message) => this.chat.receive(message),
      onSignal: (signalled: SignalIn) => this.legs.receive(signalled),
      onIce: (ice) => this.legs.useIce(ice),
      onRefused: () => {
        const durationMs = this.timer.elapsed();
        this.finish({ reason: "connection_lost", by: "system", durationMs });
      },
    });
    this.#channel.value = channel;
    for (const command of this.#pending.splice(0)) channel.tell(command);
    if (this.end.peek() !== null) return channel;
    const permission = this.studio.local.permission.peek();
    if (permission.microphone !== "unasked" || permission.camera !== "unasked") {
      channel.tell({ type: "permission", permission });
    }
    if (this.#own.state.n > 0) channel.tell({ type: "media", media: this.#own.state });
    return channel;
  }

  /** Commands given before the knock was answered wait for its answer. */
  tell(command: SessionCommand): void {
    const channel = this.#channel.peek();
    if (channel === null) this.#pending.push(command);
    else channel.tell(command);
  }

  say(words: string): void {
    const message = this.chat.write(words);
    if (message === null) return;
    if (this.leg.send({ t: "chat", message })) this.chat.delivered(message.id);
    const { id, text } = message;
    this.#channel
      .peek()
      ?.send({ type: "chat", message: { id, text } })
      .then(
        () => this.chat.delivered(id),
        () => this.notices.tell("chat_not_sent"),
      );
  }

  /** Ends the call for both, with or without the server. */
  hangUp(): void {
    const { self } = this.options;
    this.leg.send({ t: "bye", reason: "hangup", by: self });
    this.tell({ type: "hangup" });
    this.finish({ reason: "hangup", by: self, durationMs: this.timer.elapsed() });
  }

  cancel(): void {
    this.tell({ type: "cancel" });
    this.finish({ reason: "cancelled", by: "visitor", durationMs: 0 });
  }

  /** The connection could not be had back in time. */
  lose(): void {
    this.tell({ type: "ended_by_peer", reason: "connection_lost", by: "system" });
    this.finish({ reason: "connection_lost", by: "system", durationMs: this.timer.elapsed() });
  }

  /** Everything that this page holds is let go; what the server must know is still delivered. */
  finish(end: EndView): void {
    if (this.end.peek() !== null) return;
    if (this.view.peek()?.connectedAt != null) {
      this.tell({ type: "summary", summary: this.leg.sampler.summary(this.leg.recoveries) });
    }
    batch(() => {
      this.end.value = end;
      this.timer.stop(end.durationMs);
    });
    this.options.seat.leave();
    this.scope.close();
    this.options.platform.clock.after(FAREWELL_MS, () => this.legs.close());
  }

  /** Lets go without a word: another page has this seat, or the race was lost. */
  discard(): void {
    this.scope.close();
    this.legs.close();
    this.#channel.peek()?.dispose();
  }

  pageChanged(page: Page): void {
    this.leg.send({ t: "page", page });
    this.tell({ type: "page", page });
  }

  #see(view: CallView): void {
    this.time.observe(view.serverNow);
    if (this.end.peek() !== null) return;
    const { self, selfId } = this.options;
    batch(() => {
      const before = this.view.peek();
      this.view.value = view;
      if (self === "agent" && before?.page.url !== view.page.url)
        this.visitorPage.value = view.page;
      if (view.connectedAt !== null) this.timer.connected(view.connectedAt);
    });
    const own = view.participants.find((person) => person.id === selfId);
    const again = own === undefined ? null : this.#own.countFrom(own.media);
    if (again !== null) this.#sendMedia(again);
    if (view.phase.name === "ended") {
      const { reason, by, durationMs } = view.phase;
      this.finish({ reason, by, durationMs });
    } else this.legs.update(view.legs);
  }

  #hear(from: ParticipantId, message: PeerMessage): void {
    if (this.end.peek() !== null || this.legs.live.peek()?.remoteId !== from) return;
    switch (message.t) {
      case "beat":
        this.peerLeaving.value = false;
        return;
      case "media":
        this.heardMedia.value = newerMedia(this.heardMedia.peek(), message.media);
        return;
      case "chat":
        if (message.message.from === from) this.chat.receive(message.message);
        return;
      case "page":
        if (this.options.self === "agent") this.visitorPage.value = message.page;
        return;
      case "signal":
        this.legs.receive({ from, epoch: message.epoch, payload: message.payload });
        return;
      case "leaving":
        this.peerLeaving.value = true;
        return;
      case "bye":
        this.tell({ type: "ended_by_peer", reason: message.reason, by: message.by });
        this.finish({
          reason: message.reason,
          by: message.by,
          durationMs: this.timer.elapsed(),
        });
    }
  }

  /** By the server while it is there; by the data channel when it is not. */
  #signal(to: ParticipantId, epoch: number, payload: SignalPayload): void {
    this.options.relay({ to, epoch, payload }).catch(() => {
      this.leg.send({ t: "signal", epoch, payload });
    });
  }

  /** The other side has just come up on this leg: tell it what it may have missed. */
  #greet(leg: LiveLeg): void {
    this.peerLeaving.value = false;
    if (this.#own.state.n > 0) leg.link.channel.send({ t: "media", media: this.#own.state });
    const { page } = this.options;
    if (page !== null) leg.link.channel.send({ t: "page", page: page() });
  }

  #announceMedia(): void {
    const { local, screen } = this.studio;
    const microphone = local.microphoneState.value;
    const camera = local.cameraState.value;
    const paused = this.leg.thrift.value === "no_camera" && camera === "on";
    const changed = this.#own.change({
      microphone: microphone === "pending" ? "none" : microphone,
      camera: paused ? "off" : camera === "pending" ? "none" : camera,
      screen: screen.state.value === "on",
    });
    if (changed !== null) this.#sendMedia(changed);
    const sharing = screen.state.value === "on";
    if (sharing) this.resumableShare.value = false;
    this.options.seat.update({
      muted: local.muted.value,
      cameraOff: local.cameraOff.value,
      sharing: sharing || this.resumableShare.value,
    });
  }

  #sendMedia(media: MediaState): void {
    this.leg.send({ t: "media", media });
    if (this.#channel.peek() !== null) this.tell({ type: "media", media });
  }

  async #freshIce(): Promise<IceConfig | null> {
    const { ice } = this.legs;
    const channel = this.#channel.peek();
    if (ice?.expiresAt == null || ice.expiresAt - this.time.now() > ICE_MARGIN_MS) return ice;
    if (channel?.joined.peek() !== true) return ice;
    const renewed = await channel.renewIce().catch(() => ice);
    if (!this.scope.closed) this.legs.useIce(renewed);
    return renewed;
  }

  /** Both sides notice a broken path: the agent offers, the visitor only if nothing comes. */
  async #restart(leg: LiveLeg): Promise<void> {
    const ice = await this.#freshIce();
    const { platform, self } = this.options;
    const heard = leg.link.offersHeard;
    const restart = (): void => {
      const needed = this.leg.health.peek() === "recovering" && leg.link.offersHeard === heard;
      if (ice !== null && needed && this.legs.live.peek() === leg) leg.link.restartIce(ice);
    };
    if (self === "agent") restart();
    else this.scope.add(platform.clock.after(VISITOR_PATIENCE_MS, restart));
  }

  async #rebuild(leg: LiveLeg): Promise<void> {
    await this.#freshIce();
    this.tell({ type: "rebuild", agentId: leg.agentId, epoch: leg.link.epoch });
  }
}
