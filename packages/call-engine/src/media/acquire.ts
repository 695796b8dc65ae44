import type { DevicePermission } from "@knockknock/protocol";
import type { Clock } from "../lib/clock.ts";
import type { MediaBackend } from "./backend.ts";

/** A device in use elsewhere is often let go a moment later. */
const BUSY_RETRY_MS = 700;

type Device = "microphone" | "camera";

export interface Acquired {
  readonly track: MediaStreamTrack | null;
  readonly permission: DevicePermission;
}

/** Opened for nothing: a device may have been refused or pulled out meanwhile. */
export function stop({ track }: Acquired): void {
  track?.stop();
}

export interface AcquiredPair {
  readonly microphone: Acquired;
  readonly camera: Acquired;
}

export interface DeviceWish {
  readonly deviceId: string | null;
  /**
   * `exact`, with any other device where this one is gone. As `ideal`, Chromium 156 gives its own
   * default instead (measured), also where the device is there.
   */
  readonly strict: boolean;
}

export interface CameraWish extends DeviceWish {
  readonly facing: "user" | "environment" | null;
}

export const ANY_DEVICE: DeviceWish = { deviceId: null, strict: false };
export const ANY_CAMERA: CameraWish = { ...ANY_DEVICE, facing: null };

const isParticular = ({ deviceId, strict }: DeviceWish): boolean => strict && deviceId !== null;

function idOf(wish: DeviceWish): MediaTrackConstraints {
  if (wish.deviceId === null) return {};
  return { deviceId: wish.strict ? { exact: wish.deviceId } : { ideal: wish.deviceId } };
}

export function microphoneConstraints(wish: DeviceWish): MediaTrackConstraints {
  return { ...idOf(wish), echoCancellation: true, noiseSuppression: true, autoGainControl: true };
}

/** Modest on purpose: a small picture at once beats a large one later. */
export function cameraConstraints(wish: CameraWish): MediaTrackConstraints {
  return {
    ...idOf(wish),
    ...(wish.facing === null ? {} : { facingMode: { ideal: wish.facing } }),
    width: { ideal: 960 },
    height: { ideal: 540 },
    frameRate: { ideal: 30 },
  };
}

/** Asks the browser for devices; never throws, always says what became of each. */
export class Acquirer {
  readonly #backend: MediaBackend;
  readonly #clock: Clock;

  constructor(backend: MediaBackend, clock: Clock) {
    this.#backend = backend;
    this.#clock = clock;
  }

  /** One prompt for both; when that fails, each is asked alone and answered for alone. */
  async both(microphone: DeviceWish, camera: CameraWish): Promise<AcquiredPair> {
    if (!this.#backend.canCapture) {
      const none: Acquired = { track: null, permission: "unsupported" };
      return { microphone: none, camera: none };
    }
    const started = this.#clock.now();
    try {
      const stream = await this.#backend.getUserMedia({
        audio: microphoneConstraints(microphone),
        video: cameraConstraints(camera),
      });
      return {
        microphone: { track: stream.getAudioTracks()[0] ?? null, permission: "granted" },
        camera: { track: stream.getVideoTracks()[0] ?? null, permission: "granted" },
      };
    } catch (error) {
      const elapsedMs = this.#clock.now() - started;
      if (await this.#asksInVain(error, [microphone, camera])) {
        return this.both(ANY_DEVICE, { ...ANY_CAMERA, facing: camera.facing });
      }
      // Whoever waved one prompt away does not want two more.
      const unlessWaved = async (
        device: Device,
        alone: () => Promise<Acquired>,
      ): Promise<Acquired> => {
        const permission = await this.#classify(device, error, elapsedMs, true);
        return permission === "dismissed" ? { track: null, permission } : alone();
      };
      return {
        microphone: await unlessWaved("microphone", () => this.microphone(microphone)),
        camera: await unlessWaved("camera", () => this.camera(camera)),
      };
    }
  }

  microphone(wish: DeviceWish): Promise<Acquired> {
    return this.#one(
      "microphone",
      wish,
      () => ({ audio: microphoneConstraints(wish) }),
      () => ({
        audio: microphoneConstraints(ANY_DEVICE),
      }),
    );
  }

  camera(wish: CameraWish): Promise<Acquired> {
    return this.#one(
      "camera",
      wish,
      () => ({ video: cameraConstraints(wish) }),
      () => ({
        video: cameraConstraints({ ...ANY_CAMERA, facing: wish.facing }),
      }),
    );
  }

  async #one(
    device: Device,
    wish: DeviceWish,
    wished: () => MediaStreamConstraints,
    any: () => MediaStreamConstraints,
    retry = true,
  ): Promise<Acquired> {
    if (!this.#backend.canCapture) return { track: null, permission: "unsupported" };
    const started = this.#clock.now();
    try {
      const stream = await this.#backend.getUserMedia(wished());
      return { track: stream.getTracks()[0] ?? null, permission: "granted" };
    } catch (error) {
      const elapsedMs = this.#clock.now() - started;
      const allowedByPolicy = await this.#backend.policyAllows(device);
      const permission = await this.#classify(device, error, elapsedMs, allowedByPolicy);
      if (retry && isParticular(wish) && permission === "no_device") {
        return this.#one(device, ANY_DEVICE, any, any, false);
      }
      if (retry && permission === "busy") {
        await new Promise<void>((resolve) => this.#clock.after(BUSY_RETRY_MS, resolve));
        return this.#one(device, wish, wished, any, false);
      }
      return { track: null, permission };
    }
  }

  /** Most people allow: what a refusal means is loaded when there is one. */
  async #classify(
    device: Device,
    error: unknown,
    elapsedMs: number,
    allowedByPolicy: boolean,
  ): Promise<DevicePermission> {
    const state = await this.#stateOf(device);
    try {
      const { classify } = await import("../late.ts");
      return classify(error, { elapsedMs, allowedByPolicy, state });
    } catch {
      // The server is away: asking again is offered, and by then it may tell why.
      return "dismissed";
    }
  }

  /**
   * A device that was wished for is gone, and the other one would still be asked about: then one
   * question for any two devices, not two questions.
   */
  async #asksInVain(error: unknown, wishes: readonly DeviceWish[]): Promise<boolean> {
    if (!(error instanceof Error) || error.name !== "OverconstrainedError") return false;
    if (!wishes.some(isParticular)) return false;
    const states = [await this.#stateOf("microphone"), await this.#stateOf("camera")];
    return states.some((state) => state !== "granted");
  }

  async #stateOf(device: Device): Promise<PermissionStatus["state"] | null> {
    return (await this.#backend.queryPermission(device))?.state ?? null;
  }
}
