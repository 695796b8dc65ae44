import { batch, computed, effect, signal } from "@preact/signals-core";
import {
  type CallView,
  type MediaState,
  NOTHING_SENT,
  type Page,
  type Participant,
  type ParticipantId,
  type PeerMessage,
  type SignalIn,
  type SignalPayload,
} from "@knockknock/protocol";
import { Announcer } from "./announcer.ts";
import { Chat } from "./chat.ts";
import { Scope } from "./lib/scope.ts";
import { LiveLegKeeper } from "./live-leg.ts";
import { newerMedia } from "./media-state.ts";
import { Studio } from "./media/studio.ts";
import type { EndView } from "./model.ts";
import { Notices } from "./notices.ts";
import { Legs, type LiveLeg } from "./peer/legs.ts";
import { hearPeer } from "./peer-words.ts";
import { Repairs } from "./repairs.ts";
import type { CallSessionOptions } from "./session-options.ts";
import { screenPhase } from "./session-phase.ts";
import { yieldToNewerShare } from "./share-rule.ts";
import { CallChannel, type ChannelOptions, type SessionCommand } from "./signaling/call-channel.ts";
import { CallTimer, ServerClock } from "./timer.ts";
import { untaken } from "./untaken.ts";

/** The last words on the data channel get this long before the connection closes. */
const FAREWELL_MS = 300;

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
  /** The visitor has accepted an agent's call. */
  readonly taken = signal(false);
  readonly peerLeaving = signal(false);
  readonly heardMedia = signal<MediaState>(NOTHING_SENT);
  readonly visitorPage = signal<Page | null>(null);
  /** A share ran on the page before this one. */
  readonly resumableShare = signal(false);
  readonly #channel = signal<CallChannel | null>(null);
  readonly #announcer: Announcer;
  readonly #repairs: Repairs;
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
      onMessage: (from: ParticipantId, message: PeerMessage) => hearPeer(this, from, message),
      // A step that failed is repaired like a link that went silent.
      onFailure: () => undefined,
    };
    const { clock, createConnection } = platform;
    const hidden = (): boolean => platform.hidden();
    this.legs = options.legs ?? new Legs({ self, selfId, clock, createConnection, hidden }, owner);
    this.legs.handTo(owner);
    this.#repairs = new Repairs({
      self,
      clock,
      scope: this.scope,
      legs: this.legs,
      time: this.time,
      health: () => this.leg.health,
      channel: () => this.channel,
    });
    this.#announcer = new Announcer(this.studio, (media) => this.#sendMedia(media));
    this.leg = new LiveLegKeeper(
      {
        platform,
        legs: this.legs,
        studio: this.studio,
        notices: this.notices,
        offers: self === "agent",
        silent: computed(() => this.onHold.value || this.end.value !== null),
        peerLeaving: this.peerLeaving,
        serverReachable: computed(() => this.#channel.value?.joined.value === true),
        report: (leg) => this.tell({ type: "report", leg }),
        rebuild: (leg) => void this.#repairs.rebuild(leg),
        restart: (leg) => void this.#repairs.restart(leg),
        giveUp: () => this.lose(),
        onOpen: (leg) => this.#greet(leg),
      },
      this.scope,
    );
    this.scope.add(effect(() => this.#followOwnMedia()));
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

  /** An agent's call that rings here, or did until it ended. */
  readonly untaken = untaken(this);
  readonly onHold = computed(() => {
    const phase = this.view.value?.phase;
    return phase !== undefined && "onHold" in phase && phase.onHold;
  });
  readonly phase = computed(() =>
    screenPhase({
      server: this.view.value?.phase ?? null,
      resumed: this.options.restored !== null,
      endedHere: this.end.value !== null,
      prompting: this.studio.local.prompting.value,
      leg: this.leg.health.value,
      peerLeaving: this.peerLeaving.value,
    }),
  );
  readonly everConnected = computed(() => (this.view.value?.connectedAt ?? null) !== null);
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
    const channel = new CallChannel(options, this.options.platform.clock, {
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
    const { state } = this.#announcer;
    if (state !== null) channel.tell({ type: "media", media: state });
    return channel;
  }

  /** Commands given before the knock was answered wait for its answer. */
  tell(command: SessionCommand): void {
    const channel = this.#channel.peek();
    if (channel === null) this.#pending.push(command);
    else channel.tell(command);
  }

  /** Ends the call for both, with or without the server. */
  hangUp(): void {
    const { self } = this.options;
    this.leg.send({ t: "bye", reason: "hangup", by: self });
    this.tell({ type: "hangup" });
    this.finish({ reason: "hangup", by: self, durationMs: this.timer.elapsed() });
  }

  cancel(): void {
    const { self } = this.options;
    this.tell({ type: self === "visitor" ? "cancel" : "hangup" });
    this.finish({ reason: "cancelled", by: self, durationMs: 0 });
  }

  /** The connection could not be had back in time. */
  lose(): void {
    this.tell({ type: "ended_by_peer", reason: "connection_lost", by: "system" });
    this.finish({ reason: "connection_lost", by: "system", durationMs: this.timer.elapsed() });
  }

  /** Everything that this page holds is let go; what the server must know is still delivered. */
  finish(end: EndView): void {
    if (this.end.peek() !== null) return;
    const summary = this.leg.sampler.summary(this.leg.recoveries);
    if (this.everConnected.peek() && summary !== null) this.tell({ type: "summary", summary });
    this.options.seat.leave();
    batch(() => {
      this.end.value = end;
      this.timer.stop(end.durationMs);
    });
    this.scope.close();
    this.options.platform.clock.after(FAREWELL_MS, () => this.legs.close());
  }

  /** Lets go without a word: the race was lost. */
  discard(): void {
    this.#letGo();
    this.legs.close();
  }

  /** The call goes on in another page, which takes this one's seat. */
  moveAway(): void {
    this.leg.send({ t: "leaving" });
    this.#letGo();
    this.options.platform.clock.after(FAREWELL_MS, () => this.legs.close());
  }

  #letGo(): void {
    this.scope.close();
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
    if (own !== undefined) this.#announcer.reconcile(own.media);
    if (view.phase.name === "ended") {
      const { reason, by, durationMs } = view.phase;
      this.finish({ reason, by, durationMs });
    } else this.#repairs.update(view.legs);
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
    const { state } = this.#announcer;
    if (state !== null) leg.link.channel.send({ t: "media", media: state });
    const { page } = this.options;
    if (page !== null) leg.link.channel.send({ t: "page", page: page() });
  }

  #followOwnMedia(): void {
    this.#announcer.announce(this.leg.thrift.value === "no_camera");
    const { local, screen } = this.studio;
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
}
