import { effect } from "@preact/signals-core";
import type { MediaState, PeerMessage } from "@knockknock/protocol";
import type { Scope } from "./lib/scope.ts";
import type { LiveLegKeeper } from "./live-leg.ts";
import { OwnMedia } from "./media-state.ts";
import type { Studio } from "./media/studio.ts";
import type { CallChannel } from "./signaling/call-channel.ts";
import { givesUpCamera } from "./peer/senders.ts";

export interface AnnouncerOptions {
  readonly studio: Studio;
  readonly leg: () => Pick<LiveLegKeeper, "send" | "thrift">;
  /** Null before the knock is answered. */
  readonly channel: () => Pick<CallChannel, "tell"> | null;
}

/** Tells both roads what this page sends, each time it changes, and the server what it may use. */
export class Announcer {
  readonly #options: AnnouncerOptions;
  readonly #own = new OwnMedia();

  constructor(options: AnnouncerOptions) {
    this.#options = options;
  }

  begin(scope: Scope): void {
    const { channel, studio } = this.#options;
    scope.add(effect(() => this.#follow()));
    scope.add(
      studio.local.permission.subscribe((permission) =>
        channel()?.tell({ type: "permission", permission }),
      ),
    );
  }

  /** The server hears for the first time of what this page may use and sends. */
  introduce(channel: Pick<CallChannel, "tell">): void {
    const permission = this.#options.studio.local.permission.peek();
    if (permission.microphone !== "unasked" || permission.camera !== "unasked") {
      channel.tell({ type: "permission", permission });
    }
    const state = this.#state;
    if (state !== null) channel.tell({ type: "media", media: state });
  }

  /** The peer has just come up, and may have missed it. */
  greet(peer: { send(message: PeerMessage): void }): void {
    const state = this.#state;
    if (state !== null) peer.send({ t: "media", media: state });
  }

  /** What the server has of this participant, perhaps from the page before this one. */
  reconcile(remembered: MediaState): void {
    const again = this.#own.countFrom(remembered);
    if (again !== null) this.#send(again);
  }

  /** The last state announced; null = none yet. */
  get #state(): MediaState | null {
    return this.#own.state.n > 0 ? this.#own.state : null;
  }

  #follow(): void {
    const { leg, studio } = this.#options;
    const { local, screen } = studio;
    const microphone = local.microphoneState.value;
    const camera = local.cameraState.value;
    const thrift = leg().thrift.value;
    const paused = givesUpCamera(thrift) && camera === "on";
    const shownCamera = paused ? "off" : camera;
    const changed = this.#own.change({
      microphone: microphone === "pending" ? "none" : microphone,
      camera: shownCamera === "pending" ? "none" : shownCamera,
      screen: screen.state.value === "on" && thrift !== "sound_only",
    });
    if (changed !== null) this.#send(changed);
  }

  #send(media: MediaState): void {
    this.#options.leg().send({ t: "media", media });
    this.#options.channel()?.tell({ type: "media", media });
  }
}
