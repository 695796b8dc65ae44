import { batch, computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { DevicePermission, PermissionState } from "@knockknock/protocol";
import type { Clock } from "../lib/clock.ts";
import type { NoticeCode } from "../model.ts";
import { type Acquired, type AcquiredPair, Acquirer, type CameraWish, stop } from "./acquire.ts";
import type { MediaBackend } from "./backend.ts";
import { Capture } from "./capture.ts";
import type { choices, Choosing } from "./choices.ts";
import type { DeviceMemory } from "./device-memory.ts";

export interface LocalMediaOptions {
  readonly backend: MediaBackend;
  readonly clock: Clock;
  readonly memory: DeviceMemory;
  readonly notify: (code: NoticeCode, subject?: string | null) => void;
}

interface RequestOptions {
  /** Devices that were opened ahead for this call, if any; they belong to it from here. */
  readonly ready?: Promise<AcquiredPair | null> | null;
  /** False where all of it is allowed already, so that no question will be open. */
  readonly prompts?: boolean;
}

export type Device = "microphone" | "camera";

const usable = (permission: DevicePermission): boolean =>
  permission === "granted" || permission === "prompting" || permission === "unasked";

/** Camera and microphone of this page, from the prompt to the light that goes out. */
export class LocalMedia {
  readonly #options: LocalMediaOptions;
  readonly #acquirer: Acquirer;
  readonly #microphone = new Capture(() => void this.#recover("microphone"));
  readonly #camera = new Capture(() => void this.#recover("camera"));
  readonly #muted = signal(false);
  readonly #cameraOff = signal(false);
  readonly #wanted = signal({ audio: false, video: false });
  readonly #facing = signal<"user" | "environment">("user");
  /** What a choice of another device works with. */
  readonly #parts: Choosing;
  #closed = false;
  readonly #turns: Record<Device, number> = { microphone: 0, camera: 0 };

  constructor(options: LocalMediaOptions) {
    this.#options = options;
    this.#acquirer = new Acquirer(options.backend, options.clock);
    this.#parts = {
      ...options,
      acquirer: this.#acquirer,
      local: this,
      facing: this.#facing,
      turn: (device) => this.#turn(device),
      use: (device, acquired) =>
        device === "camera" ? this.#useCamera(acquired) : this.#useMicrophone(acquired),
    };
  }

  get microphone(): Capture {
    return this.#microphone;
  }
  get camera(): Capture {
    return this.#camera;
  }
  /** What was asked for so far, by whoever: the call's first choice, or a switch in it. */
  get wanted(): ReadonlySignal<{ readonly audio: boolean; readonly video: boolean }> {
    return this.#wanted;
  }
  get facing(): ReadonlySignal<"user" | "environment"> {
    return this.#facing;
  }
  get muted(): ReadonlySignal<boolean> {
    return this.#muted;
  }
  get cameraOff(): ReadonlySignal<boolean> {
    return this.#cameraOff;
  }

  readonly permission = computed<PermissionState>(() => ({
    microphone: this.#microphone.permission.value,
    camera: this.#camera.permission.value,
  }));
  readonly prompting = computed(
    () =>
      this.permission.value.microphone === "prompting" ||
      this.permission.value.camera === "prompting",
  );
  readonly microphoneState = computed<"on" | "muted" | "none" | "pending">(() => {
    if (this.permission.value.microphone === "prompting") return "pending";
    if (this.#microphone.track.value === null) return "none";
    return this.#muted.value ? "muted" : "on";
  });
  readonly cameraState = computed<"on" | "off" | "none" | "pending">(() => {
    if (this.#camera.track.value !== null) return "on";
    const permission = this.permission.value.camera;
    if (permission === "prompting") return "pending";
    return this.#cameraOff.value && usable(permission) ? "off" : "none";
  });
  /** Something was asked for, and neither device may be used. */
  readonly listener = computed(() => {
    const { microphone, camera } = this.permission.value;
    const asked = this.#wanted.value.audio || this.#wanted.value.video;
    const microphoneUsable = microphone === "granted" || microphone === "prompting";
    // Switched off on the page before: this one has not asked for it, and may be given it.
    const off = this.#wanted.value.video && this.cameraState.value === "off";
    const cameraUsable = camera === "granted" || camera === "prompting" || off;
    return asked && !microphoneUsable && !cameraUsable;
  });
  /** What a click on *ask again* would ask for. */
  readonly missing = computed(() => ({
    audio: this.#wanted.value.audio && !usable(this.permission.value.microphone),
    video: this.#wanted.value.video && !usable(this.permission.value.camera),
  }));

  /** Restores the choices of the page before; call it before `request`. */
  startWith(choices: { readonly muted: boolean; readonly cameraOff: boolean }): void {
    this.#muted.value = choices.muted;
    this.#cameraOff.value = choices.cameraOff;
  }

  /** Goes on with tracks that the browser gave to its own button. */
  adopt(tracks: readonly MediaStreamTrack[]): void {
    batch(() => {
      for (const track of tracks) {
        if (track.kind === "audio") this.#useMicrophone({ track, permission: "granted" });
        else this.#useCamera({ track, permission: "granted" });
      }
    });
  }

  /** Asks the browser. A camera that is switched off is not opened. */
  async request(
    wanted: { readonly audio: boolean; readonly video: boolean },
    { ready = null, prompts = true }: RequestOptions = {},
  ): Promise<void> {
    const before = this.#wanted.peek();
    this.#wanted.value = {
      audio: before.audio || wanted.audio,
      video: before.video || wanted.video,
    };
    const audio = wanted.audio && this.#microphone.track.peek() === null;
    const video = wanted.video && !this.#cameraOff.peek() && this.#camera.track.peek() === null;
    if (audio && prompts) this.#microphone.prompting();
    if (video && prompts) this.#camera.prompting();
    const { microphone, camera } = this.#options.memory.chosen;
    const microphoneWish = { deviceId: microphone, strict: true };
    const cameraWish: CameraWish = { deviceId: camera, strict: true, facing: null };
    if (audio && video) {
      const both = (await ready) ?? (await this.#acquirer.both(microphoneWish, cameraWish));
      // In one go: each change makes its way through everything that follows the devices.
      batch(() => {
        this.#useMicrophone(both.microphone);
        this.#useCamera(both.camera);
      });
    } else if (audio) this.#useMicrophone(await this.#acquirer.microphone(microphoneWish));
    else if (video) this.#useCamera(await this.#acquirer.camera(cameraWish));
  }

  setMuted(muted: boolean): void {
    this.#muted.value = muted;
    const track = this.#microphone.track.peek();
    if (track !== null) track.enabled = !muted;
  }

  async setCameraOn(on: boolean): Promise<void> {
    this.#cameraOff.value = !on;
    this.#camera.lost = null;
    this.#turns.camera += 1;
    if (!on) return this.#camera.release();
    this.#wanted.value = { ...this.#wanted.peek(), video: true };
    const facing = this.#options.backend.handheld ? this.#facing.peek() : null;
    await this.#openCamera({ deviceId: this.#options.memory.chosen.camera, strict: true, facing });
  }

  async selectMicrophone(deviceId: string): Promise<void> {
    this.#wanted.value = { ...this.#wanted.peek(), audio: true };
    await this.#choose("microphone_failed", (choices) => choices.microphone(this.#parts, deviceId));
  }

  /** One that is off is opened with the next picture. */
  async selectCamera(deviceId: string): Promise<void> {
    await this.#choose("camera_failed", (choices) => choices.camera(this.#parts, deviceId));
  }

  /** To the camera on the other side of a phone. */
  async flip(): Promise<void> {
    await this.#choose("flip_failed", (choices) => choices.flip(this.#parts));
  }

  /** Opens this device, or whatever there is; true when one runs now. */
  async reopen(device: Device, deviceId: string | null = null): Promise<boolean> {
    this.#capture(device).lost = null;
    if (device === "camera") {
      await this.#openCamera({ deviceId, strict: true, facing: null });
      return this.#camera.track.peek() !== null;
    }
    const isLast = this.#turn("microphone");
    const acquired = await this.#acquirer.microphone({ deviceId, strict: true });
    if (isLast()) this.#useMicrophone(acquired);
    else stop(acquired);
    return this.#microphone.track.peek() !== null;
  }

  close(): void {
    this.#closed = true;
    this.#turns.microphone += 1;
    this.#turns.camera += 1;
    this.#microphone.release();
    this.#camera.release();
  }

  async #openCamera(wish: CameraWish): Promise<void> {
    const isLast = this.#turn("camera");
    this.#camera.prompting();
    const acquired = await this.#acquirer.camera(wish);
    if (!isLast()) return stop(acquired);
    if (acquired.permission === "busy") this.#options.notify("camera_failed");
    this.#useCamera(acquired);
  }

  /** Nobody has to wait for the code of a choice before the first picture. */
  async #choose(
    failed: NoticeCode,
    choose: (made: typeof choices) => Promise<void>,
  ): Promise<void> {
    try {
      const { choices: made } = await import("../late.ts");
      if (!this.#closed) await choose(made);
    } catch {
      this.#options.notify(failed);
    }
  }

  /** Of two requests in a row the later one counts, whichever is answered first. */
  #turn(device: Device): () => boolean {
    this.#turns[device] += 1;
    const turn = this.#turns[device];
    return () => turn === this.#turns[device];
  }

  #useMicrophone(acquired: Acquired): void {
    if (this.#closed) return stop(acquired);
    if (acquired.track !== null) acquired.track.enabled = !this.#muted.peek();
    this.#microphone.use(acquired);
  }

  #useCamera(acquired: Acquired): void {
    // Switched off, or hung up, while the browser was still opening it.
    if (this.#closed || this.#cameraOff.peek()) {
      stop(acquired);
      if (!this.#closed) this.#camera.use({ track: null, permission: acquired.permission });
      return;
    }
    const facing = acquired.track?.getSettings().facingMode;
    if (facing === "user" || facing === "environment") this.#facing.value = facing;
    this.#camera.use(acquired);
  }

  #capture(device: Device): Capture {
    return device === "microphone" ? this.#microphone : this.#camera;
  }

  /** A running device disappeared: go on with the default one and say so. */
  async #recover(device: Device): Promise<void> {
    const capture = this.#capture(device);
    const lost = capture.device;
    capture.release();
    const code = (await this.reopen(device)) ? "replaced" : "lost";
    // Taken away by a changed permission, not unplugged; or the very same device is back already.
    const blocked = code === "lost" && capture.permission.peek() !== "no_device";
    if (lost === null || blocked || capture.runs(lost)) return;
    this.#options.notify(`${device}_${code}`, lost.label);
    capture.lost = lost;
  }
}
