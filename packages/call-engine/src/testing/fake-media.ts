import type { MediaBackend } from "../media/backend.ts";
// What the engine loads late is there already: a fake clock does not wait for it.
import "../late.ts";

/** A track that can be looked at and pulled out like a plug. */
export class FakeTrack extends EventTarget {
  readonly id: string;
  readonly kind: "audio" | "video";
  readonly label: string;
  readonly settings: MediaTrackSettings;
  enabled = true;
  contentHint = "";
  readyState: "live" | "ended" = "live";

  constructor(kind: "audio" | "video", label: string, settings: MediaTrackSettings = {}) {
    super();
    FakeTrack.count += 1;
    this.id = `track-${String(FakeTrack.count)}`;
    this.kind = kind;
    this.label = label;
    this.settings = settings;
  }
  static count = 0;

  /** As in Chromium, an ended track knows nothing of its device any more. */
  getSettings(): MediaTrackSettings {
    return this.readyState === "live" ? this.settings : {};
  }
  clone(): FakeTrack {
    const copy = new FakeTrack(this.kind, this.label, this.settings);
    copy.enabled = this.enabled;
    return copy;
  }
  stop(): void {
    this.readyState = "ended";
  }
  /** The device goes away, or the browser's own bar stops the share. */
  unplug(): void {
    this.readyState = "ended";
    this.dispatchEvent(new Event("ended"));
  }
}

export class FakeStream {
  readonly tracks: readonly FakeTrack[];
  constructor(tracks: readonly FakeTrack[] = []) {
    this.tracks = tracks;
  }
  getTracks(): readonly FakeTrack[] {
    return this.tracks;
  }
  getAudioTracks(): readonly FakeTrack[] {
    return this.tracks.filter((track) => track.kind === "audio");
  }
  getVideoTracks(): readonly FakeTrack[] {
    return this.tracks.filter((track) => track.kind === "video");
  }
}

type Failure = { readonly name: string; readonly message?: string };

/** A browser's capture whose answers the test decides. */
export class FakeMedia implements MediaBackend {
  canCapture = true;
  canShareScreen = true;
  canChooseSpeaker = true;
  handheld = false;
  /** Set to make a device refuse; null = granted. */
  microphoneFails: Failure | null = null;
  cameraFails: Failure | null = null;
  screenFails: Failure | null = null;
  /** Ids of devices that are listed and do not start. */
  readonly broken = new Set<string>();
  /** Held until released: the prompt is open. */
  prompt: Promise<void> = Promise.resolve();
  /** The same of the screen's picker. */
  picker: Promise<void> = Promise.resolve();
  devices: {
    kind: MediaDeviceKind;
    deviceId: string;
    label: string;
    /** Of a camera that says which way it faces. */
    facingMode?: "user" | "environment";
  }[] = [
    { kind: "audioinput", deviceId: "mic-1", label: "Microphone" },
    { kind: "videoinput", deviceId: "cam-1", label: "Camera" },
    { kind: "audiooutput", deviceId: "out-1", label: "Speaker" },
  ];
  readonly asked: MediaStreamConstraints[] = [];
  readonly given: FakeTrack[] = [];
  #onChange: (() => void)[] = [];

  policyAllows(): Promise<boolean> {
    return Promise.resolve(true);
  }

  async getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
    this.asked.push(constraints);
    await this.prompt;
    const wants = (device: "audio" | "video"): boolean => Boolean(constraints[device]);
    if (wants("audio") && this.microphoneFails !== null) throw failure(this.microphoneFails);
    if (wants("video") && this.cameraFails !== null) throw failure(this.cameraFails);
    const tracks = [
      ...(wants("audio") ? [this.#open("audio", constraints.audio)] : []),
      ...(wants("video") ? [this.#open("video", constraints.video)] : []),
    ];
    this.given.push(...tracks);
    return new FakeStream(tracks) as unknown as MediaStream;
  }

  /**
   * The device asked for, one that faces the way asked for, or the first of its kind; an `ideal` id
   * is passed over, as in Chromium.
   */
  #open(kind: "audio" | "video", wish: boolean | MediaTrackConstraints | undefined): FakeTrack {
    const listed = this.devices.filter((device) => device.kind === `${kind}input`);
    const wanted = typeof wish === "object" ? wish.deviceId : undefined;
    const { exact } = (wanted ?? {}) as { exact?: string };
    const { facingMode } = (typeof wish === "object" ? wish : {}) as {
      facingMode?: { ideal?: string };
    };
    const found =
      exact === undefined
        ? listed.find((device) => device.facingMode && device.facingMode === facingMode?.ideal)
        : listed.find(({ deviceId }) => deviceId === exact);
    if (exact !== undefined && !found) throw failure({ name: "OverconstrainedError" });
    const device = found ?? listed[0];
    if (!device) throw failure({ name: "NotFoundError" });
    if (this.broken.has(device.deviceId)) throw failure({ name: "NotReadableError" });
    return new FakeTrack(kind, device.label, {
      deviceId: device.deviceId,
      ...(device.facingMode && { facingMode: device.facingMode }),
    });
  }

  async getDisplayMedia(): Promise<MediaStream> {
    await this.picker;
    if (this.screenFails !== null) throw failure(this.screenFails);
    const track = new FakeTrack("video", "Screen", { displaySurface: "browser" });
    this.given.push(track);
    return new FakeStream([track]) as unknown as MediaStream;
  }

  enumerateDevices(): Promise<MediaDeviceInfo[]> {
    return Promise.resolve(this.devices as unknown as MediaDeviceInfo[]);
  }

  queryPermission(name: "camera" | "microphone"): Promise<PermissionStatus | null> {
    const fails = name === "camera" ? this.cameraFails : this.microphoneFails;
    const status = Object.assign(new EventTarget(), { state: stateAfter(fails) });
    return Promise.resolve(status as unknown as PermissionStatus);
  }

  onDeviceChange(run: () => void): () => void {
    this.#onChange.push(run);
    return () => {
      this.#onChange = this.#onChange.filter((other) => other !== run);
    };
  }

  devicesChanged(): void {
    for (const run of this.#onChange) run();
  }

  announceCaptureHandle(): void {
    // Nobody captures a fake.
  }
}

/** As a browser would say it: only a question that got no answer, or the wrong one, changes it. */
function stateAfter(fails: Failure | null): PermissionStatus["state"] {
  if (fails?.name !== "NotAllowedError") return "granted";
  return fails.message?.includes("dismissed") === true ? "prompt" : "denied";
}

function failure({ name, message = "" }: Failure): Error {
  return Object.assign(new Error(message), { name });
}
