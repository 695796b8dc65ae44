/**
 * Runs in every page before the page's own scripts: remembers the peer connections and captures
 * that the product makes, and lets a test hold the browser's permission prompt open.
 */
export interface Probe {
  readonly connections: RTCPeerConnection[];
  /** What became of each, and when (ms since this document began). */
  readonly pasts: Map<RTCPeerConnection, string[]>;
  readonly captured: MediaStreamTrack[];
  /**
   * Descriptions set on a connection that was set up before. One with new ICE credentials is a
   * repair of the network path, not a negotiation of media, and is not counted; nor is the answer to
   * an offer that came a second time because the first answer was slow (the same `o=` line, RFC 8829
   * § 5.2.2).
   */
  renegotiations: number;
  /** Elements that play sound, in the document or not. */
  readonly players: Set<HTMLAudioElement>;
  /** While set, capture requests wait, as they do while the visitor has not answered. */
  prompt: Promise<void> | null;
  answerPrompt: (() => void) | null;
  /** The picker is closed without a choice. */
  dismissPicker: boolean;
  /** How often that happened so far: it shows nowhere. */
  dismissed: number;
  /** What only another program or the operating system could cause: requests for video fail so. */
  cameraRefusal: { readonly name: string; readonly message: string } | null;
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
    pasts: new Map(),
    captured: [],
    renegotiations: 0,
    players: new Set(),
    prompt: null,
    answerPrompt: null,
    dismissPicker: false,
    dismissed: 0,
    cameraRefusal: null,
    rearCameraBroken: false,
  };
  window.knockProbe = probe;

  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    #answered: string | undefined;
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      probe.connections.push(this);
      const past: string[] = [];
      const note = (what: string): void => {
        past.push(`${String(Math.round(performance.now()))} ${what}`);
      };
      probe.pasts.set(this, past);
      note("made");
      this.addEventListener("connectionstatechange", () => note(this.connectionState));
      this.addEventListener("signalingstatechange", () => note(this.signalingState));
    }
    override async setLocalDescription(
      description?: RTCLocalSessionDescriptionInit,
    ): Promise<void> {
      const credentials = (): string | undefined =>
        /a=ice-ufrag:(\S+)/.exec(this.localDescription?.sdp ?? "")?.[1];
      const before = credentials();
      await super.setLocalDescription(description);
      const isAnswer = this.localDescription?.type === "answer";
      const offer = isAnswer ? /^o=.*/m.exec(this.remoteDescription?.sdp ?? "")?.[0] : undefined;
      const isRepeated = offer !== undefined && offer === this.#answered;
      this.#answered = offer;
      if (before !== undefined && credentials() === before && !isRepeated) {
        probe.renegotiations += 1;
      }
    }
  };

  const play = Reflect.get(HTMLMediaElement.prototype, "play");
  HTMLMediaElement.prototype.play = function playSeen(this: HTMLMediaElement) {
    if (this instanceof HTMLAudioElement) probe.players.add(this);
    return play.call(this);
  };

  // Pages of origins that are not trusted have no devices at all.
  if (!("mediaDevices" in navigator)) return;
  const devices = navigator.mediaDevices;
  const getUserMedia = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    await probe.prompt;
    if (constraints?.video && probe.cameraRefusal !== null) {
      throw new DOMException(probe.cameraRefusal.message, probe.cameraRefusal.name);
    }
    const stream = await getUserMedia(constraints);
    probe.captured.push(...stream.getTracks());
    return stream;
  };
  // No person is faster: what is refused sooner than 150 ms was never asked.
  const readPicker = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 300));
  const getDisplayMedia = devices.getDisplayMedia.bind(devices);
  devices.getDisplayMedia = async (options) => {
    if (probe.dismissPicker) {
      await readPicker();
      probe.dismissed += 1;
      throw new DOMException("Permission denied by user", "NotAllowedError");
    }
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
