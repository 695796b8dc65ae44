/**
 * Runs in every page before the page's own scripts: remembers the peer connections and captures
 * that the product makes, and lets a test hold the browser's permission prompt open.
 */
export interface Probe {
  readonly connections: RTCPeerConnection[];
  readonly captured: MediaStreamTrack[];
  /** While set, capture requests wait, as they do while the visitor has not answered. */
  prompt: Promise<void> | null;
  answerPrompt: (() => void) | null;
  /** The picker is closed without a choice. */
  dismissPicker: boolean;
  /** On a phone: opening the rear camera fails. */
  rearCameraBroken: boolean;
}

declare global {
  interface Window {
    knockProbe: Probe;
  }
}

export function installProbe(): void {
  const probe: Probe = {
    connections: [],
    captured: [],
    prompt: null,
    answerPrompt: null,
    dismissPicker: false,
    rearCameraBroken: false,
  };
  window.knockProbe = probe;

  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      probe.connections.push(this);
    }
  };

  // Pages of origins that are not trusted have no devices at all.
  if (!("mediaDevices" in navigator)) return;
  const devices = navigator.mediaDevices;
  const getUserMedia = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    await probe.prompt;
    const stream = await getUserMedia(constraints);
    probe.captured.push(...stream.getTracks());
    return stream;
  };
  const getDisplayMedia = devices.getDisplayMedia.bind(devices);
  devices.getDisplayMedia = async (options) => {
    if (probe.dismissPicker) throw new DOMException("Permission denied by user", "NotAllowedError");
    const stream = await getDisplayMedia(options);
    probe.captured.push(...stream.getTracks());
    return stream;
  };
}

/** For `addInitScript`: the prompt stays open until `answerPrompt`. */
export function holdPrompt(): void {
  window.knockProbe.prompt = new Promise((resolve) => {
    window.knockProbe.answerPrompt = resolve;
  });
}
