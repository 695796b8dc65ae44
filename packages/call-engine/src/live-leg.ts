import { computed, effect, type ReadonlySignal, signal } from "@preact/signals-core";
import type { LegReport, PeerMessage } from "@knockknock/protocol";
import type { Scope } from "./lib/scope.ts";
import type { Sending } from "./model.ts";
import type { Notices } from "./notices.ts";
import type { Studio } from "./media/studio.ts";
import { type Health, LinkHealth } from "./peer/link-health.ts";
import type { Legs, LiveLeg } from "./peer/legs.ts";
import type { RecoveryAction } from "./peer/recovery-policy.ts";
import { givesUpCamera, NO_TRACKS, type Thrift } from "./peer/senders.ts";
import type { Platform } from "./platform.ts";
import type { SeatKeeper } from "./signaling/seat.ts";
import { Sampler } from "./stats/sampler.ts";

export interface LiveLegOptions {
  readonly platform: Platform;
  readonly seat: SeatKeeper;
  readonly legs: Legs;
  readonly studio: Studio;
  readonly notices: Notices;
  /** This page makes the offers. */
  readonly offers: boolean;
  /** Held or over: nothing is sent, whatever is switched on. */
  readonly silent: ReadonlySignal<boolean>;
  readonly peerLeaving: ReadonlySignal<boolean>;
  /** This page can reach the peer through the server. */
  readonly serverReachable: ReadonlySignal<boolean>;
  report(leg: LegReport): void;
  rebuild(leg: LiveLeg): void;
  restart(leg: LiveLeg): void;
  giveUp(): void;
  /** The peer's page answers on this leg for the first time. */
  onOpen(leg: LiveLeg): void;
}

const NOTHING: Sending = { audio: false, video: false, screen: false };

/** Looks after the one leg that carries media: fills it, watches it, has it repaired. */
export class LiveLegKeeper {
  readonly sampler: Sampler;
  readonly #options: LiveLegOptions;
  readonly #health = signal<Health | null>(null);
  readonly #thrift = signal<Thrift>("none");
  #monitor: LinkHealth | null = null;
  #recoveries = 0;

  constructor(options: LiveLegOptions, scope: Scope) {
    this.#options = options;
    const { legs, platform, seat, serverReachable } = options;
    this.sampler = new Sampler(platform.clock, scope, seat, () => this.#recoveries);
    scope.add(() => this.#monitor?.close());
    scope.add(legs.live.subscribe((leg) => this.#follow(leg)));
    scope.add(effect(() => this.#fill()));
    scope.add(effect(() => this.#listen()));
    scope.add(effect(() => this.#announceOpen()));
    scope.add(platform.onNetwork(() => this.#monitor?.nudge(true)));
    scope.add(
      serverReachable.subscribe((reachable) => {
        if (reachable) this.#monitor?.nudge(false);
      }),
    );
    this.#economise(scope);
    this.#mindMutedTalk(scope);
  }

  /**
   * What this page puts on the live leg: nothing of what is muted, held or given up for others,
   * nothing before the link is up, and no pictures while it is cut off.
   */
  readonly sending = computed<Sending>(() => {
    const { silent, studio } = this.#options;
    const up = this.#health.value === "up";
    if (silent.value || (!up && this.#health.value !== "recovering")) return NOTHING;
    const { cameraState, microphoneState } = studio.local;
    return {
      audio: microphoneState.value === "on",
      video: up && cameraState.value === "on" && !givesUpCamera(this.#thrift.value),
      screen: up && studio.screen.share.value !== null && this.#thrift.value !== "sound_only",
    };
  });

  /** Null while there is no live leg. */
  get health(): ReadonlySignal<Health | null> {
    return this.#health;
  }
  get thrift(): ReadonlySignal<Thrift> {
    return this.#thrift;
  }
  /** @returns false when the data channel is not open */
  send(message: PeerMessage): boolean {
    return this.#options.legs.live.peek()?.link.channel.send(message) ?? false;
  }

  #follow(leg: LiveLeg | null): void {
    const continued = this.#monitor?.state ?? null;
    this.#monitor?.close();
    this.#monitor = null;
    this.sampler.follow(leg?.link ?? null);
    if (leg === null) {
      this.#health.value = null;
      return;
    }
    const { legs, peerLeaving, platform, serverReachable } = this.#options;
    const monitor = new LinkHealth(
      leg.link,
      {
        clock: platform.clock,
        offers: this.#options.offers,
        canSignal: () => serverReachable.peek() || leg.link.channelOpen.peek(),
        peerLeaving: () => peerLeaving.peek(),
        onAction: (action) => this.#act(action, leg),
      },
      continued,
    );
    this.#monitor = monitor;
    // A pre-warmed link is up before it is watched: that is news to the server all the same.
    let before: Health = continued?.name === "recovering" ? "recovering" : "connecting";
    const unsubscribe = monitor.health.subscribe((health) => {
      if (legs.live.peek() !== leg) return;
      this.#health.value = health;
      leg.link.setCutOff(health === "recovering");
      if (health === before) return;
      if (health === "up" && before === "recovering") this.#recoveries += 1;
      before = health;
      if (health === "up") this.#report(leg, "up");
      if (health === "recovering") this.#report(leg, "down");
    });
    // The subscription ends with the monitor's own scope.
    monitor.add(unsubscribe);
  }

  #act(action: RecoveryAction, leg: LiveLeg): void {
    switch (action) {
      case "restart":
        return this.#options.restart(leg);
      case "rebuild":
        return this.#options.rebuild(leg);
      case "give_up":
        return this.#options.giveUp();
    }
  }

  #report(leg: LiveLeg, state: LegReport["state"]): void {
    this.#options.report({ agentId: leg.agentId, epoch: leg.link.epoch, state });
  }

  #fill(): void {
    const { legs, silent, studio } = this.#options;
    const leg = legs.live.value;
    const audio = studio.local.microphone.track.value;
    const camera = studio.local.camera.track.value;
    const screen = studio.screen.share.value?.track ?? null;
    const tracks = silent.value ? NO_TRACKS : { audio, camera, screen };
    leg?.link.setTracks(tracks, this.#thrift.value);
  }

  #listen(): void {
    const link = this.#options.legs.live.value?.link;
    // Not before the media may come: an element that starts empty counts as stalled.
    const remote = link?.transport.value === "connected" ? link.remote.value : null;
    if (remote !== null) this.#options.studio.speaker.play(remote.camera);
  }

  #announceOpen(): void {
    const leg = this.#options.legs.live.value;
    if (leg?.link.channelOpen.value === true) this.#options.onOpen(leg);
  }

  /** Who is not muted needs no code for it; where it cannot be loaded, the next mute tries again. */
  #mindMutedTalk(scope: Scope): void {
    const { notices, platform, studio } = this.#options;
    const { microphone, muted } = studio.local;
    const unheard = computed(() => muted.value && this.#health.value === "up");
    let minded = false;
    const mind = async (): Promise<void> => {
      const { noticeMutedTalk } = await import("./late.ts");
      if (minded) return;
      minded = true;
      scope.add(
        noticeMutedTalk({
          track: microphone.track,
          muted: unheard,
          clock: platform.clock,
          listen: platform.listen,
          notify: () => notices.tell("talking_while_muted"),
          withdraw: () => notices.withdraw("talking_while_muted"),
        }),
      );
    };
    scope.add(
      unheard.subscribe((now) => {
        if (now && !minded) mind().catch(() => undefined);
      }),
    );
  }

  /**
   * Gives up what the peer's reports demand; says so, and what the browser gives up, and has it tried
   * for more. A path that is cut says nothing of what it carries.
   */
  #economise(scope: Scope): void {
    const { notices, studio } = this.#options;
    scope.add(
      this.sampler.quality.subscribe(({ remote }) => {
        const { economy } = this.sampler;
        if (economy === null) return;
        const camera = studio.local.camera.track.peek() !== null;
        const screen = studio.screen.share.peek() !== null;
        const words = economy.next(this.#health.peek() === "up" ? remote : null, {
          camera,
          screen,
        });
        this.#thrift.value = economy.thrift;
        if (words !== null) notices.tell(words);
        if (economy.probes) this.#options.legs.live.peek()?.link.probe();
      }),
    );
  }
}
