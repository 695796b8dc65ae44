import { batch, computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { DevicePermission, PermissionState } from "@knockknock/protocol";
import type { Clock } from "../lib/clock.ts";
import type { NoticeCode } from "../model.ts";
import {
  type Acquired,
  type AcquiredPair,
  Acquirer,
  ANY_CAMERA,
  ANY_DEVICE,
  type CameraWish,
} from "./acquire.ts";
import type { MediaBackend } from "./backend.ts";
import { Capture } from "./capture.ts";
import type { DeviceMemory } from "./device-memory.ts";

export interface LocalMediaOptions {
  readonly backend: MediaBackend;
  readonly clock: Clock;
  readonly memory: DeviceMemory;
  notify(code: NoticeCode, subject?: string | null): void;
}

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
  #closed = false;
  #cameraTurn = 0;
  #microphoneTurn = 0;

  constructor(options: LocalMediaOptions) {
    this.#options = options;
    this.#acquirer = new Acquirer(options.backend, options.clock);
  }

  get microphone(): Capture {
    return this.#microphone;
  }
  get camera(): Capture {
    return this.#camera;
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
    const cameraUsable = camera === "granted" || camera === "prompting";
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

  /**
   * Asks the browser. A camera that is switched off is not opened.
   *
   * @param ready devices that were opened ahead for this call, if any; they belong to it from here
   */
  async request(
    wanted: { readonly audio: boolean; readonly video: boolean },
    ready: Promise<AcquiredPair | null> | null = null,
  ): Promise<void> {
    const before = this.#wanted.peek();
    this.#wanted.value = {
      audio: before.audio || wanted.audio,
      video: before.video || wanted.video,
    };
    const audio = wanted.audio && this.#microphone.track.peek() === null;
    const video = wanted.video && !this.#cameraOff.peek() && this.#camera.track.peek() === null;
    if (audio) this.#microphone.prompting();
    if (video) this.#camera.prompting();
    const { microphone, camera } = this.#options.memory.chosen;
    const microphoneWish = { deviceId: microphone, strict: false };
    const cameraWish: CameraWish = { deviceId: camera, strict: false, facing: null };
    if (audio && video) {
      const opened = await ready;
      const both = isUsable(opened)
        ? opened
        : await this.#acquirer.both(microphoneWish, cameraWish);
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
    this.#cameraTurn += 1;
    if (!on) return this.#camera.release();
    this.#wanted.value = { ...this.#wanted.peek(), video: true };
    const facing = this.#options.backend.handheld ? this.#facing.peek() : null;
    await this.#openCamera({ deviceId: this.#options.memory.chosen.camera, strict: false, facing });
  }

  async selectMicrophone(deviceId: string): Promise<void> {
    this.#microphoneTurn += 1;
    const turn = this.#microphoneTurn;
    const acquired = await this.#acquirer.microphone({ deviceId, strict: true });
    // Of two quick choices the later one counts, whichever prompt is answered first.
    if (turn !== this.#microphoneTurn) return stop(acquired);
    if (acquired.track === null) this.#options.notify("microphone_failed");
    else this.#options.memory.remember({ microphone: deviceId });
    this.#useMicrophone(acquired);
  }

  /** One that is off is opened with the next picture. */
  async selectCamera(deviceId: string): Promise<void> {
    const off = this.#camera.track.peek() === null;
    if (off || (await this.#openCamera({ deviceId, strict: true, facing: null }))) {
      this.#options.memory.remember({ camera: deviceId });
    }
  }

  /** Phones open one camera at a time: the old one stops first, and comes back on failure. */
  async flip(): Promise<void> {
    if (this.#camera.track.peek() === null) return;
    const old = this.#facing.peek();
    const facing = old === "user" ? "environment" : "user";
    const turn = this.#nextCameraTurn();
    this.#camera.release();
    const flipped = await this.#acquirer.camera({ ...ANY_CAMERA, facing });
    if (turn !== this.#cameraTurn) return stop(flipped);
    if (flipped.track !== null) {
      this.#facing.value = facing;
      return this.#useCamera(flipped);
    }
    this.#options.notify("flip_failed");
    this.#useCamera(await this.#acquirer.camera({ ...ANY_CAMERA, facing: old }));
  }

  /** Opens what the person chose, or whatever there is, after devices came or went. */
  async reopen(device: "microphone" | "camera"): Promise<boolean> {
    if (device === "microphone") {
      const deviceId = this.#options.memory.chosen.microphone;
      this.#useMicrophone(await this.#acquirer.microphone({ deviceId, strict: false }));
      return this.#microphone.track.peek() !== null;
    }
    await this.#openCamera({
      deviceId: this.#options.memory.chosen.camera,
      strict: false,
      facing: null,
    });
    return this.#camera.track.peek() !== null;
  }

  close(): void {
    this.#closed = true;
    this.#cameraTurn += 1;
    this.#microphone.release();
    this.#camera.release();
  }

  /** False: it could not be had, or something else was asked for meanwhile. */
  async #openCamera(wish: CameraWish): Promise<boolean> {
    const turn = this.#nextCameraTurn();
    this.#camera.prompting();
    const acquired = await this.#acquirer.camera(wish);
    if (turn !== this.#cameraTurn) {
      stop(acquired);
      return false;
    }
    if (acquired.track === null) this.#options.notify("camera_failed");
    this.#useCamera(acquired);
    return acquired.track !== null;
  }

  #nextCameraTurn(): number {
    this.#cameraTurn += 1;
    return this.#cameraTurn;
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

  /** A running device disappeared: go on with the default one and say so. */
  async #recover(device: "microphone" | "camera"): Promise<void> {
    const capture = device === "microphone" ? this.#microphone : this.#camera;
    const label = capture.track.peek()?.label ?? null;
    capture.release();
    this.#options.notify(device === "microphone" ? "microphone_lost" : "camera_lost", label);
    if (device === "microphone") this.#useMicrophone(await this.#acquirer.microphone(ANY_DEVICE));
    else this.#useCamera(await this.#acquirer.camera(ANY_CAMERA));
  }
}

/** Opened ahead for nothing: a device may have been refused or pulled out meanwhile. */
function isUsable(pair: AcquiredPair | null): pair is AcquiredPair {
  return pair?.microphone.track?.readyState === "live" && pair.camera.track?.readyState === "live";
}

function stop(acquired: Acquired): void {
  acquired.track?.stop();
}
