import { computed, effect, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Scope } from "../lib/scope.ts";
import type { DeviceOption, DevicesView, LocalView } from "../model.ts";
import type { Notices } from "../notices.ts";
import type { Platform } from "../platform.ts";
import { DeviceList } from "./device-list.ts";
import type { DeviceMemory } from "./device-memory.ts";
import { levelMeter } from "./level-meter.ts";
import { LocalMedia } from "./local-media.ts";
import { ScreenShare } from "./screen.ts";
import type { Speaker } from "./speaker.ts";

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
  readonly #speakerId = signal<string | null>(null);

  constructor(platform: Platform, memory: DeviceMemory, notices: Notices, scope: Scope) {
    const { media: backend, clock } = platform;
    this.#platform = platform;
    this.#scope = scope;
    this.#memory = memory;
    this.#notices = notices;
    this.local = new LocalMedia({ backend, clock, memory, notify: notices.tell });
    this.screen = new ScreenShare(backend);
    this.speaker = platform.createSpeaker();
    this.level = levelMeter(this.local.microphone.track, clock, platform.listen);
    this.#list = new DeviceList(backend, clock, scope, () => this.#devicesChanged());
    scope.add(() => this.speaker.close());
    scope.add(() => this.local.close());
    scope.add(() => this.screen.stop());
    scope.add(platform.onAttention(() => void this.#probe()));
    // Names and ids of devices appear with the first permission.
    scope.add(
      effect(() => {
        const { microphone, camera } = this.local.permission.value;
        if (microphone === "granted" || camera === "granted") void this.#list.refresh();
      }),
    );
  }

  /** Restores volume and speaker; after the click, never before. */
  begin(): void {
    const { volume, speaker } = this.#memory.chosen;
    this.#volume.value = volume;
    this.speaker.setVolume(volume);
    if (speaker !== null) void this.#useSpeaker(speaker);
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
      speakers: speakers.map(option(this.#speakerId.value ?? speakers[0]?.deviceId ?? null)),
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
      screenShowsThisPage: share?.showsThisPage ?? false,
      mode: local.listener.value ? "listener" : "full",
    };
  });

  /** One stream per track, so that the picture is not set up anew with every other change. */
  readonly #selfView = computed(() => {
    const track = this.local.camera.track.value;
    return track === null ? null : new MediaStream([track]);
  });

  readonly canFlip = computed(
    () =>
      this.#platform.media.handheld &&
      this.#list.lists.value.cameras.length >= 2 &&
      this.local.camera.track.value !== null,
  );

  setVolume(volume: number): void {
    const bounded = Math.min(1, Math.max(0, volume));
    this.#volume.value = bounded;
    this.#memory.remember({ volume: bounded });
    this.speaker.setVolume(bounded);
  }

  selectSpeaker(deviceId: string): void {
    this.#memory.remember({ speaker: deviceId });
    void this.#useSpeaker(deviceId);
  }

  /** Asks for what is missing; what comes is used in the same call. */
  async askAgain(): Promise<void> {
    const before = this.local.listener.peek();
    await this.local.request(this.local.missing.peek());
    if (before && !this.local.listener.peek()) this.#notices.tell("upgraded_to_full");
  }

  async share(): Promise<void> {
    if ((await this.screen.start()) === "failed") this.#notices.tell("share_failed");
    else if (this.#scope.closed) this.screen.stop();
  }

  async #useSpeaker(deviceId: string): Promise<void> {
    try {
      await this.speaker.setDevice(deviceId);
      this.#speakerId.value = deviceId;
    } catch {
      this.#speakerId.value = null;
      this.#notices.tell("speaker_lost");
    }
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
    const before = this.local.listener.peek();
    await this.local.request({ audio, video });
    if (before && !this.local.listener.peek()) this.#notices.tell("upgraded_to_full");
  }

  /** A chosen device that comes back is used again; a speaker that left is replaced. */
  #devicesChanged(): void {
    const { microphones, cameras, speakers } = this.#list.lists.peek();
    const chosen = this.#memory.chosen;
    const has = (list: readonly MediaDeviceInfo[], id: string | null): boolean =>
      list.some((device) => device.deviceId === id);
    const back = (
      device: "microphone" | "camera",
      list: readonly MediaDeviceInfo[],
      inUse: string | null,
    ): void => {
      const id = chosen[device];
      if (id === null || inUse === null || inUse === id || !has(list, id)) return;
      const label = list.find((other) => other.deviceId === id)?.label ?? null;
      void this.local.reopen(device).then((reopened) => {
        if (reopened) this.#notices.tell("device_back", label);
      });
    };
    back("microphone", microphones, this.local.microphone.deviceId.peek());
    back("camera", cameras, this.local.camera.deviceId.peek());
    const speaker = this.#speakerId.peek();
    if (speaker !== null && !has(speakers, speaker)) {
      this.#notices.tell("speaker_lost");
      this.speaker.setDevice("").catch(() => undefined);
      this.#speakerId.value = null;
    } else if (speaker === null && chosen.speaker !== null && has(speakers, chosen.speaker)) {
      void this.#useSpeaker(chosen.speaker);
    }
    void this.#probe();
  }
}
