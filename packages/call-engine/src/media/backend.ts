/** What the engine needs of the browser's capture; tests put a fake in its place. */
export interface MediaBackend {
  /** False on insecure origins and in browsers without capture. */
  readonly canCapture: boolean;
  /** False where the browser has no such thing, or says that the page may not. */
  readonly canShareScreen: boolean;
  readonly canChooseSpeaker: boolean;
  /** A hand-held device: its cameras face front and back. */
  readonly handheld: boolean;
  /** What the site's Permissions-Policy, or its frame, says; true where the browser cannot tell. */
  policyAllows(feature: "camera" | "microphone"): Promise<boolean>;
  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream>;
  getDisplayMedia(options: DisplayMediaStreamOptions): Promise<MediaStream>;
  enumerateDevices(): Promise<MediaDeviceInfo[]>;
  /** A hint only (Safari says `prompt` even when blocked); null where it cannot be asked. */
  queryPermission(name: "camera" | "microphone"): Promise<PermissionStatus | null>;
  onDeviceChange(run: () => void): () => void;
  /** Makes a capture of this very page recognisable. */
  announceCaptureHandle(handle: string): void;
}

/** Not in TypeScript's DOM library yet: Capture Handle Identity, Permissions Policy. */
interface CaptureHandleDevices extends MediaDevices {
  setCaptureHandleConfig?(config: { handle: string; permittedOrigins: string[] }): void;
}
interface PolicyDocument extends Document {
  readonly permissionsPolicy?: { allowsFeature(feature: string): boolean };
  readonly featurePolicy?: { allowsFeature(feature: string): boolean };
}

/** The browser's own; the only place in the engine that names `navigator.mediaDevices`. */
export function browserMedia(): MediaBackend {
  // Absent on insecure origins, whatever the type says.
  const devices = navigator.mediaDevices as CaptureHandleDevices | undefined;
  const { permissionsPolicy, featurePolicy } = document as PolicyDocument;
  const policy = permissionsPolicy ?? featurePolicy;
  const missing = (): Promise<never> =>
    Promise.reject(new DOMException("This page cannot capture media", "NotSupportedError"));
  return {
    canCapture: devices !== undefined,
    canShareScreen:
      devices !== undefined &&
      "getDisplayMedia" in devices &&
      policy?.allowsFeature("display-capture") !== false,
    canChooseSpeaker: "setSinkId" in HTMLMediaElement.prototype,
    handheld: matchMedia("(pointer: coarse)").matches && navigator.maxTouchPoints > 0,
    policyAllows: async (feature) => {
      if (policy || self === top) return policy?.allowsFeature(feature) ?? true;
      // Firefox cannot be asked. A frame that was given no `allow` sees no such devices (Media Capture
      // and Streams, `enumerateDevices`); where only the visitor refuses, nameless ones are listed.
      const kind = feature === "camera" ? "videoinput" : "audioinput";
      const listed = await devices?.enumerateDevices().catch(() => undefined);
      return listed?.some((one) => one.kind === kind) ?? true;
    },
    getUserMedia: (constraints) => devices?.getUserMedia(constraints) ?? missing(),
    getDisplayMedia: (options) => devices?.getDisplayMedia(options) ?? missing(),
    enumerateDevices: () => devices?.enumerateDevices() ?? Promise.resolve([]),
    queryPermission: async (name) => {
      try {
        return await navigator.permissions.query({ name });
      } catch {
        return null;
      }
    },
    onDeviceChange: (run) => {
      devices?.addEventListener("devicechange", run);
      return () => devices?.removeEventListener("devicechange", run);
    },
    announceCaptureHandle: (handle) => {
      devices?.setCaptureHandleConfig?.({ handle, permittedOrigins: ["*"] });
    },
  };
}
