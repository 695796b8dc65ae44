import { computed, effect, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Scope } from "../lib/scope.ts";
import type { DeviceOption, DevicesView, LocalView } from "../model.ts";
import type { Notices } from "../notices.ts";
import type { Platform } from "../platform.ts";
import { cameraConstraints, microphoneConstraints } from "./acquire.ts";
import { DeviceList } from "./device-list.ts";
import type { DeviceMemory } from "./device-memory.ts";
import { levelMeter } from "./level-meter.ts";
import { type Device, LocalMedia } from "./local-media.ts";
import { ScreenShare } from "./screen.ts";
import type { Speaker } from "./speaker.ts";

/** Asking does not help before a setting is changed. */
const SETTLED = new Set(["denied", "blocked_by_system"]);
const BLOCKED = new Set(["denied", "dismissed", "blocked_by_system", "busy", "no_device"]);

/** All media of one page in one call: own camera, microphone and screen, and the speaker. */
export class Studio {
  readonly local: LocalMedia;
  readonly screen: ScreenShare;
  readonly speaker: Speaker;
  readonly level: ReadonlySignal<number>;
  readonly #platform: Platform;
  readonly #scope: Scope;
  readonly #memory: DeviceMemory;
  readonly #notices: Notices;
  readonly #list: DeviceList;
  readonly #volume = signal(1);
  /** The speaker that was chosen and is in use; null = the system's own. */
  readonly #speaker = signal<DeviceOption | null>(null);
  #speakerLost = false;

  constructor(platform: Platform, memory: DeviceMemory, notices: Notices, scope: Scope) {
    const { media: backend, clock } = platform;
    this.#platform = platform;
    this.#scope = scope;
    this.#memory = memory;
    this.#notices = notices;
    this.local = new LocalMedia({ backend, clock, memory, notify: notices.tell });
    this.screen = new ScreenShare(backend, clock);
    this.speaker = platform.createSpeaker();
    this.level = levelMeter(this.local.microphone.track, clock, platform.listen);
    this.#list = new DeviceList(backend, clock, scope, () => void this.#devicesChanged());
    scope.add(() => this.speaker.close());
    scope.add(() => this.local.close());
    scope.add(() => this.screen.stop());
    scope.add(platform.onAttention(() => void this.#probe()));
    // Names and ids of devices appear with the first permission.
    scope.add(
      effect(() => {
        const { microphone, camera } = this.local.permission.value;
        if (microphone !== "granted" && camera !== "granted") return;
        void this.#list.refresh().then(() => this.#followSpeaker());
      }),
    );
  }

  /** Restores the volume; after the click, never before. The speaker waits for its name. */
  begin(): void {
    const { volume } = this.#memory.chosen;
    this.#volume.value = volume;
    this.speaker.setVolume(volume);
    for (const name of ["microphone", "camera"] as const) void this.#watchPermission(name);
  }

  readonly devices = computed<DevicesView>(() => {
    const { microphones, cameras, speakers } = this.#list.lists.value;
    const option =
      (activeId: string | null) =>
      ({ deviceId, label }: MediaDeviceInfo): DeviceOption => ({
        id: deviceId,
        label,
        active: deviceId === activeId,
      });
    const cameraId = this.local.camera.deviceId.value ?? this.#memory.chosen.camera;
    return {
      microphones: microphones.map(option(this.local.microphone.deviceId.value)),
      cameras: cameras.map(option(cameraId)),
      speakers: speakers.map(option(this.#speaker.value?.id ?? speakers[0]?.deviceId ?? null)),
      volume: this.#volume.value,
    };
  });

  readonly view = computed<LocalView>(() => {
    const { local, screen } = this;
    const share = screen.share.value;
    return {
      microphone: local.microphoneState.value,
      camera: local.cameraState.value,
      screen: screen.state.value,
      permission: local.permission.value,
      cameraStream: this.#selfView.value,
      mirrored: local.facing.value === "user",
      screenStream: share?.stream ?? null,
      screenShowsThisPage: share !== null && share.showsThisPage,
      mode: local.listener.value ? "listener" : "full",
    };
  });

  /** One stream per track, so that the picture is not set up anew with every other change. */
  readonly #selfView = computed(() => {
    const track = this.local.camera.track.value;
    return track === null ? null : new MediaStream([track]);
  });

  /** What the browser's own button has to ask for; null = nothing is missing. */
  readonly missing = computed<MediaStreamConstraints | null>(() => {
    const { audio, video } = this.local.missing.value;
    if (!audio && !video) return null;
    const { microphone, camera } = this.#memory.chosen;
    return {
      ...(audio && { audio: microphoneConstraints({ deviceId: microphone, strict: false }) }),
      ...(video && { video: cameraConstraints({ deviceId: camera, strict: false, facing: null }) }),
    };
  });

  readonly canFlip = computed(
    () =>
      this.#platform.media.handheld &&
      this.#list.lists.value.cameras.length >= 2 &&
      this.local.camera.track.value !== null,
  );

  /** Releases camera and microphone, or opens again, without asking, what the browser allowed. */
  rest(resting: boolean): void {
    const { camera, microphone, permission } = this.local;
    microphone.rest(resting);
    camera.rest(resting);
    if (resting) return;
    const allowed = permission.peek();
    const audio = allowed.microphone === "granted";
    const video = allowed.camera === "granted";
    void this.local.request({ audio, video }, { prompts: false });
  }

  setVolume(volume: number): void {
    const bounded = Math.min(1, Math.max(0, volume));
    this.#volume.value = bounded;
    this.#memory.remember({ volume: bounded });
    this.speaker.setVolume(bounded);
  }

  async selectSpeaker(deviceId: string): Promise<void> {
    const device = this.devices.peek().speakers.find(({ id }) => id === deviceId);
    try {
      await this.speaker.setDevice(deviceId);
    } catch {
      return this.#notices.tell("speaker_failed");
    }
    this.#memory.remember({ speaker: deviceId });
    this.#speakerLost = false;
    this.#speaker.value = device ?? null;
  }

  /** Asks for what is missing; what comes is used in the same call. */
  async askAgain(): Promise<void> {
    await this.#upgrade(() => this.local.request(this.local.missing.peek()));
    const { camera, microphone } = this.local.permission.peek();
    // The browser may have refused without a word of its own.
    if (!this.#scope.closed && (SETTLED.has(camera) || SETTLED.has(microphone))) {
      this.#notices.tell("still_blocked");
    }
  }

  /** What is missing came by the browser's own button. */
  adopt(stream: MediaStream): void {
    void this.#upgrade(() => this.local.adopt(stream.getTracks()));
  }

  async share(): Promise<void> {
    if ((await this.screen.start()) === "failed") this.#notices.tell("share_failed");
    else if (this.#scope.closed) this.screen.stop();
  }

  async #upgrade(fetch: () => Promise<void> | void): Promise<void> {
    const before = this.local.listener.peek();
    await fetch();
    if (before && !this.local.listener.peek()) this.#notices.tell("upgraded_to_full");
  }

  async #watchPermission(name: "microphone" | "camera"): Promise<void> {
    const status = await this.#platform.media.queryPermission(name);
    if (status !== null) this.#scope.listen(status, "change", () => void this.#probe());
  }

  /** Something may have been allowed in the browser's or the system's settings meanwhile. */
  async #probe(): Promise<void> {
    const { microphone, camera } = this.local.permission.peek();
    const missing = this.local.missing.peek();
    const granted = async (name: "microphone" | "camera"): Promise<boolean> =>
      (await this.#platform.media.queryPermission(name))?.state === "granted";
    const audio = missing.audio && BLOCKED.has(microphone) && (await granted("microphone"));
    const video = missing.video && BLOCKED.has(camera) && (await granted("camera"));
    if (this.#scope.closed || (!audio && !video)) return;
    await this.#upgrade(() => this.local.request({ audio, video }, { prompts: false }));
  }

  /** What went away and comes back is used again; a speaker that left is replaced. */
  async #devicesChanged(): Promise<void> {
    const { microphones, cameras } = this.#list.lists.peek();
    this.#followSpeaker();
    await Promise.all([
      this.#takeBack("microphone", microphones),
      this.#takeBack("camera", cameras),
    ]);
    await this.#probe();
  }

  async #takeBack(device: Device, list: readonly MediaDeviceInfo[]): Promise<void> {
    const capture = this.local[device];
    const { lost } = capture;
    const chosen = this.#memory.chosen[device];
    const inUse = capture.deviceId.peek();
    const back = list.find(({ deviceId, label }) =>
      lost === null ? deviceId === chosen : deviceId === lost.id && label === lost.label,
    );
    if (back === undefined || (lost === null && inUse === null)) return;
    const { deviceId: id, label } = back;
    if (capture.runs({ id, label })) return;
    await this.local.reopen(device, id);
    if (capture.runs({ id, label })) this.#notices.tell("device_back", label);
  }

  #followSpeaker(): void {
    const { speakers } = this.#list.lists.peek();
    const { chosen } = this.#memory;
    const used = this.#speaker.peek();
    const there = (id: string | null): DeviceOption | undefined => {
      const device = speakers.find(({ deviceId }) => deviceId === id);
      return device && { id: device.deviceId, label: device.label, active: true };
    };
    if (used !== null && !there(used.id)) {
      this.#notices.tell("speaker_lost", used.label);
      this.speaker.setDevice("").catch(() => undefined);
      this.#speaker.value = null;
      this.#speakerLost = true;
      return;
    }
    const wanted = there(chosen.speaker);
    if (used !== null || wanted === undefined) return;
    this.speaker.setDevice(wanted.id).then(
      () => {
        this.#speaker.value = wanted;
        if (this.#speakerLost) this.#notices.tell("device_back", wanted.label);
        this.#speakerLost = false;
      },
      // Still not usable: the next change of devices tries again.
      () => undefined,
    );
  }
}
