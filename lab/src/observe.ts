/**
 * Runs in every page before its own scripts. Notes each peer connection and each frame that a
 * `<video>` shows of a remote track, on the clock of the machine (milliseconds since the epoch),
 * which all browsers of one machine share. Knows nothing of the product, so the same yardstick
 * fits Knock Knock, PeerJS and a bare page.
 */
export interface Observed {
  readonly connections: RTCPeerConnection[];
  /** When the person last clicked; 0 = not yet. */
  clickedAt: number;
  /** When a button *Accept* was first in sight; 0 = not yet. */
  acceptShownAt: number;
  /** When frames of remote tracks were shown, one row per video element. */
  readonly remote: { readonly element: HTMLVideoElement; readonly shownAt: number[] }[];
}

declare global {
  interface Window {
    knockLab: Observed;
  }
}

export function installObserver(): void {
  const remoteTracks = new WeakSet<MediaStreamTrack>();
  const observed: Observed = { connections: [], clickedAt: 0, acceptShownAt: 0, remote: [] };
  window.knockLab = observed;

  addEventListener(
    "click",
    (event) => (observed.clickedAt = performance.timeOrigin + event.timeStamp),
    { capture: true },
  );

  const ring = new MutationObserver(() => {
    const accept = [...document.querySelectorAll("button")].find(
      (button) => button.textContent.trim() === "Accept" && button.checkVisibility(),
    );
    if (accept === undefined) return;
    observed.acceptShownAt = performance.timeOrigin + performance.now();
    ring.disconnect();
  });
  ring.observe(document, { subtree: true, childList: true, attributeFilter: ["hidden"] });

  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      observed.connections.push(this);
      this.addEventListener("track", (event) => remoteTracks.add(event.track));
    }
  };

  const watched = new WeakMap<HTMLVideoElement, number[]>();
  const watch = (element: HTMLVideoElement) => {
    if (watched.has(element)) return;
    const shownAt: number[] = [];
    watched.set(element, shownAt);
    const shown: VideoFrameRequestCallback = (_now, frame) => {
      const stream = element.srcObject;
      const tracks = stream instanceof MediaStream ? stream.getVideoTracks() : [];
      if (tracks.some((track) => remoteTracks.has(track))) {
        if (shownAt.length === 0) observed.remote.push({ element, shownAt });
        shownAt.push(performance.timeOrigin + frame.presentationTime);
      }
      element.requestVideoFrameCallback(shown);
    };
    element.requestVideoFrameCallback(shown);
  };
  const property = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "srcObject");
  if (property?.set === undefined) return;
  Object.defineProperty(HTMLMediaElement.prototype, "srcObject", {
    ...property,
    set(this: HTMLMediaElement, stream: MediaProvider | null) {
      property.set?.call(this, stream);
      if (this instanceof HTMLVideoElement && stream !== null) watch(this);
    },
  });
}

/** One end of the selected candidate pair, as its own browser names it. */
export interface PathEnd {
  /** As "host udp", "prflx udp" or "relay tls": of a relay, the transport that reaches it. */
  readonly candidate: string;
  readonly relayed: boolean;
}

/** In the page: this side's end of the newest connection that is up, or null. */
export async function readPathEnd(): Promise<PathEnd | null> {
  const up = window.knockLab.connections.filter((pc) => pc.connectionState === "connected").at(-1);
  if (up === undefined) return null;
  const stats = new Map<string, Record<string, unknown>>();
  (await up.getStats()).forEach((row: Record<string, unknown>, id: string) => stats.set(id, row));
  for (const row of stats.values()) {
    if (row["type"] !== "transport" || typeof row["selectedCandidatePairId"] !== "string") continue;
    const pair = stats.get(row["selectedCandidatePairId"]);
    const local = stats.get(String(pair?.["localCandidateId"]));
    const type = String(local?.["candidateType"]);
    const transport = String(local?.["relayProtocol"] ?? local?.["protocol"]);
    return { candidate: `${type} ${transport}`, relayed: type === "relay" };
  }
  return null;
}

/** In the page: when frames were shown since `since`, of all remote videos, in order. */
export function framesSince(since: number): number[] {
  return window.knockLab.remote
    .flatMap(({ shownAt }) => shownAt.filter((at) => at >= since))
    .toSorted((a, b) => a - b);
}
