import { batch, computed, signal } from "@preact/signals-core";
import {
  type CallView,
  CHAT_PER_CALL,
  type Page,
  type ParticipantId,
  type PeerMessage,
  type SignalPayload,
} from "@knockknock/protocol";
import { Announcer } from "./announcer.ts";
import { Chat } from "./chat.ts";
import { Scope } from "./lib/scope.ts";
import { LiveLegKeeper } from "./live-leg.ts";
import { Studio } from "./media/studio.ts";
import type { EndView } from "./model.ts";
import { keepForNextPage } from "./next-page.ts";
import { Notices } from "./notices.ts";
import { OtherSide, pageKey } from "./other-side.ts";
import { waitForServer } from "./patience.ts";
import { Legs, type LiveLeg } from "./peer/legs.ts";
import { Repairs } from "./repairs.ts";
import type { CallSessionOptions } from "./session-options.ts";
import { isWaiting, screenPhase } from "./session-phase.ts";
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
  readonly other: OtherSide;
  /** The server said that this page has no seat in the call (any more). */
  turnedAway = false;
  /** A share ran on the page before this one. */
  readonly resumableShare = signal(false);
  readonly #channel = signal<CallChannel | null>(null);
  readonly #announcer: Announcer;
  readonly #repairs: Repairs;
  #pending: SessionCommand[] = [];

  constructor(options: CallSessionOptions) {
    this.options = options;
    const { memory, platform, restored, self, selfId } = options;
    this.chat = new Chat(selfId, platform.clock, restored?.read);
    this.time = new ServerClock(platform.clock);
    this.timer = new CallTimer(this.time, platform.clock);
    this.scope.add(() => this.timer.stop(this.timer.elapsed()));
    this.studio = new Studio(platform, memory, this.notices, this.scope);
    this.resumableShare.value = restored?.sharing ?? false;
    if (restored !== null) this.studio.local.startWith(restored);
    this.other = new OtherSide(self, this.view);
    const owner = {
      send: (to: ParticipantId, epoch: number, payload: SignalPayload) =>
        this.#signal(to, epoch, payload),
      onMessage: (from: ParticipantId, message: PeerMessage) => this.#hear(from, message),
      // A step that failed is repaired like a link that went silent.
      onFailure: () => undefined,
    };
    this.legs = options.legs ?? new Legs({ self, selfId, ...platform }, owner);
    this.legs.handTo(owner);
    const { studio, time, view } = this;
    const channel = (): CallChannel | null => this.channel;
    this.#repairs = new Repairs({
      self,
      clock: platform.clock,
      scope: this.scope,
      legs: this.legs,
      time,
      health: () => this.leg.health,
      channel,
    });
    this.#announcer = new Announcer({ studio, channel, leg: () => this.leg });
    const joined = computed(() => this.#channel.value?.joined.value === true);
    const giveUp = (): void => this.lose();
    this.leg = new LiveLegKeeper(
      {
        platform,
        seat: options.seat,
        legs: this.legs,
        studio,
        notices: this.notices,
        offers: self === "agent",
        silent: computed(() => this.onHold.value || this.end.value !== null),
        peerLeaving: this.other.leaving,
        serverReachable: joined,
        report: (leg) => this.tell({ type: "report", leg }),
        rebuild: (leg) => void this.#repairs.rebuild(leg),
        restart: (leg) => void this.#repairs.restart(leg),
        giveUp,
        onOpen: (leg) => this.#greet(leg),
      },
      this.scope,
    );
    const { health } = this.leg;
    this.scope.add(waitForServer({ clock: platform.clock, time, view, joined, health, giveUp }));
    this.#announcer.begin(this.scope);
    this.scope.add(keepForNextPage(this));
    this.scope.add(
      yieldToNewerShare({
        self,
        clock: platform.clock,
        health,
        own: studio.screen,
        remoteMedia: this.other.media,
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
      everConnected: this.everConnected.value,
      endedHere: this.end.value !== null,
      prompting: this.studio.local.prompting.value,
      leg: this.leg.health.value,
      peerLeaving: this.other.leaving.value,
    }),
  );
  /** Also on a page before this one. */
  readonly everConnected = computed(
    () =>
      this.options.restored?.connected === true || (this.view.value?.connectedAt ?? null) !== null,
  );

  get channel(): CallChannel | null {
    return this.#channel.peek();
  }

  /** Takes the seat that the server has for this page. */
  attach(options: ChannelOptions): CallChannel {
    const channel = new CallChannel(options, this.options.platform.clock, {
      onView: (view) => this.#see(view),
      onChat: (message) => this.chat.receive(message),
      onSignal: (signalled) => this.legs.receive(signalled),
      onIce: (ice) => this.legs.useIce(ice),
      onRefused: () => {
        this.turnedAway = true;
        this.#endAsLost();
      },
    });
    this.#channel.value = channel;
    for (const command of this.#pending.splice(0)) channel.tell(command);
    if (this.end.peek() === null) this.#announcer.introduce(channel);
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
    this.leg.send({ t: "bye", reason: "hangup" });
    this.tell({ type: "hangup" });
    this.finish({ reason: "hangup", by: self, durationMs: this.timer.elapsed() });
  }

  cancel(): void {
    this.#withdraw();
    this.finish({ reason: "cancelled", by: this.options.self, durationMs: 0 });
  }

  /** Neither the server nor the peer could be had (back) in time. */
  lose(): void {
    if (isWaiting(this.phase.peek())) this.#withdraw();
    else this.tell({ type: "ended_by_peer", reason: "connection_lost" });
    this.#endAsLost();
  }

  #withdraw(): void {
    this.tell({ type: this.options.self === "visitor" ? "cancel" : "hangup" });
  }

  #endAsLost(): void {
    this.finish({ reason: "connection_lost", by: "system", durationMs: this.timer.elapsed() });
  }

  /** Everything that this page holds is let go; what the server must know is still delivered. */
  finish(end: EndView): void {
    if (this.end.peek() !== null) return;
    const summary = this.leg.sampler.summary();
    if (this.everConnected.peek() && summary !== null) this.tell({ type: "summary", summary });
    this.options.seat.leave();
    batch(() => {
      this.end.value = end;
      this.timer.stop(end.durationMs);
    });
    this.scope.close();
    this.notices.clear();
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
    const ended = view.phase.name === "ended" ? view.phase : null;
    batch(() => {
      if (pageKey(this.view.peek()) !== pageKey(view)) this.other.movedTo(view.page);
      this.view.value = view;
      if (view.connectedAt !== null) this.timer.connected(view.connectedAt);
      // In one step: nobody is to see a call that rings no more and has no end yet.
      if (ended) this.finish({ reason: ended.reason, by: ended.by, durationMs: ended.durationMs });
    });
    if (ended) return;
    const own = view.participants.find((person) => person.id === this.options.selfId);
    if (own !== undefined) this.#announcer.reconcile(own.media);
    this.#repairs.update(view.legs);
  }

  /** Other legs have no say. Who answers says what it sends before the server says that it answered. */
  #hear(from: ParticipantId, message: PeerMessage): void {
    const live = this.legs.live.peek();
    const counts = live ? live.remoteId === from : message.t === "media";
    if (this.end.peek() !== null || !counts) return;
    switch (message.t) {
      case "chat":
        // The server keeps no more than these either.
        if (message.message.from === from && this.chat.entries.peek().length < CHAT_PER_CALL)
          this.chat.receive(message.message);
        return;
      case "signal":
        return this.legs.receive({ from, epoch: message.epoch, payload: message.payload });
      case "bye": {
        const by = this.options.self === "visitor" ? "agent" : "visitor";
        this.tell({ type: "ended_by_peer", reason: "hangup" });
        return this.finish({ reason: "hangup", by, durationMs: this.timer.elapsed() });
      }
      default:
        this.other.hear(from, message);
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
    this.other.arrived();
    this.#announcer.greet(leg.link.channel);
    const { page } = this.options;
    if (page !== null) leg.link.channel.send({ t: "page", page: page() });
  }
}
