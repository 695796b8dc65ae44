/** The three kinds of media, in the order of their transceivers. */
export const SLOTS = ["audio", "camera", "screen"] as const;
export type Slot = (typeof SLOTS)[number];
export type Tracks = { readonly [S in Slot]: MediaStreamTrack | null };
export type Transceivers = { readonly [S in Slot]: RTCRtpTransceiver };
/** Sound comes with the camera. */
export type RemoteStreams = { readonly [S in Exclude<Slot, "audio">]: MediaStream };

export const NO_TRACKS: Tracks = { audio: null, camera: null, screen: null };

export const kindOf = (slot: Slot): "audio" | "video" => (slot === "audio" ? "audio" : "video");

/** Bits per second, without the redundancy, which doubles them: clear speech, and plain speech. */
const SOUND_BPS = 32_000;
const THIN_SOUND_BPS = 16_000;
/** Bits per second. Text needs its detail, not its frames; a face next to it may be small. */
const CAMERA_BPS = 1_500_000;
const CAMERA_BESIDE_SCREEN_BPS = 300_000;
const SCREEN_BPS = 2_500_000;
export const SCREEN_FPS = 15;

/** What is given up on a weak link, each step with all before it. */
export type Thrift = "none" | "small_camera" | "no_camera" | "sound_only";

export const givesUpCamera = (thrift: Thrift): boolean =>
  thrift === "no_camera" || thrift === "sound_only";

export interface Tuning {
  readonly sharing: boolean;
  /** The camera has only begun. */
  readonly small: boolean;
  /** What the camera may take is larger by so many bit/s: see `PeerLink.probe`. */
  readonly offset: number;
  readonly thrift: Thrift;
  /** Nothing gets through at the moment: no pictures. */
  readonly cutOff: boolean;
}

/**
 * Has sound sent with redundancy where the browser can (RED, RFC 2198): each packet carries the
 * one before once more, so that a single lost one leaves no hole. The offerer's order counts for
 * both sides, and a browser that does not know RED leaves it out of its answer.
 */
export function preferRedundancy(audio: RTCRtpTransceiver): void {
  const codecs = globalThis.RTCRtpReceiver?.getCapabilities("audio")?.codecs ?? [];
  const isRed = ({ mimeType }: RTCRtpCodec): boolean => mimeType.toLowerCase() === "audio/red";
  if (!codecs.some(isRed)) return;
  audio.setCodecPreferences([...codecs.filter(isRed), ...codecs.filter((one) => !isRed(one))]);
}

/** Priorities and limits; a browser that does not know one of them ignores it or refuses them all. */
export async function tune(
  { audio, camera, screen }: Transceivers,
  { cutOff, offset, sharing, small, thrift }: Tuning,
): Promise<void> {
  const thrifty = sharing || thrift === "small_camera";
  await Promise.all([
    setEncoding(audio.sender, {
      priority: "high",
      maxBitrate: givesUpCamera(thrift) ? THIN_SOUND_BPS : SOUND_BPS,
    }),
    setEncoding(camera.sender, {
      active: !givesUpCamera(thrift) && !cutOff,
      maxBitrate: (thrifty ? CAMERA_BESIDE_SCREEN_BPS : CAMERA_BPS) + offset,
      scaleResolutionDownBy: thrifty ? 2 : small ? 3 : 1,
    }),
    setEncoding(
      screen.sender,
      {
        active: thrift !== "sound_only" && !cutOff,
        maxBitrate: SCREEN_BPS,
        maxFramerate: SCREEN_FPS,
      },
      "maintain-resolution",
    ),
  ]);
}

async function setEncoding(
  sender: RTCRtpSender,
  encoding: Partial<RTCRtpEncodingParameters>,
  degradationPreference?: RTCDegradationPreference,
): Promise<void> {
  const parameters = sender.getParameters();
  const first = parameters.encodings[0];
  if (first === undefined) return;
  Object.assign(first, encoding);
  if (degradationPreference !== undefined) {
    Object.assign(parameters, { degradationPreference });
  }
  await sender.setParameters(parameters).catch(() => undefined);
}
