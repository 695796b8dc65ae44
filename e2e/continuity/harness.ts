/**
 * Runs in every page of a test host, where the widget's script would. In the top document it can
 * hold a connection with a camera and a shared screen, and start the shell; in a carried page it
 * only says that it is dormant.
 */
import type {
  Blocked,
  CarriedPage,
  Choice,
  Continuity,
} from "../../packages/widget/src/continuity/contract.ts";
import { startContinuity } from "../../packages/widget/src/continuity/start.ts";
import {
  isInsideShell,
  outerApi,
  repairHistory,
} from "../../packages/widget/src/continuity/inner.ts";

export interface Harness {
  readonly pages: CarriedPage[];
  readonly blocked: Blocked[];
  readonly announced: string[];
  choice: Choice;
  continuity: Continuity | null;
  /** Starts the shell without a call. */
  begin(excluded?: readonly string[]): void;
  /** A loopback call with camera and, unless told otherwise, screen; resolves when all arrive. */
  call(withScreen?: boolean): Promise<void>;
  /** What the receiving side sees of camera and screen. */
  flow(): Promise<{ camera: number; screen: number; live: boolean; same: boolean }>;
  shellNodes(): number;
}

declare global {
  interface Window {
    harness?: Harness;
    dormant?: boolean;
    KnockKnock?: unknown;
  }
}

if (isInsideShell(window)) {
  window.dormant = true;
  window.KnockKnock = outerApi(window);
} else {
  repairHistory(window);
  window.KnockKnock = { outer: true };
  window.harness = createHarness();
}

function createHarness(): Harness {
  const pages: CarriedPage[] = [];
  const blocked: Blocked[] = [];
  const announced: string[] = [];
  let near: RTCPeerConnection | null = null;
  let first: RTCPeerConnection | null = null;
  let far: RTCPeerConnection | null = null;
  let screenMid: string | null | undefined = null;
  let tracks: MediaStreamTrack[] = [];

  const host = document.createElement("knock-knock");
  host.attachShadow({ mode: "open" });
  document.documentElement.append(host);

  const watch = (stream: MediaStream): void => {
    const video = document.createElement("video");
    video.muted = true;
    video.srcObject = stream;
    host.shadowRoot?.append(video);
    void video.play();
  };

  const harness: Harness = {
    pages,
    blocked,
    announced,
    choice: "stay",
    continuity: null,
    begin(excluded = []) {
      harness.continuity = startContinuity({
        host,
        excludedPaths: excluded,
        words: { loading: "Loading the page", stop: "Stop loading" },
        onPageChanged: (page) => pages.push(page),
        onBlocked: async (what) => {
          blocked.push(what);
          return harness.choice;
        },
        announce: (text) => announced.push(text),
      });
    },
    async call(withScreen = true) {
      const camera = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
      const screen = withScreen
        ? await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: 15 } })
        : null;
      const sender = (near = first = new RTCPeerConnection());
      const connected = new Promise<void>((resolve) => {
        sender.onconnectionstatechange = () => {
          if (sender.connectionState === "connected") resolve();
        };
      });
      const receiver = (far = new RTCPeerConnection());
      near.onicecandidate = ({ candidate }) =>
        void receiver.addIceCandidate(candidate ?? undefined);
      receiver.onicecandidate = ({ candidate }) =>
        void near?.addIceCandidate(candidate ?? undefined);
      const arrived = new Promise<void>((resolve) => {
        let count = 0;
        receiver.ontrack = ({ track }) => {
          if (track.kind !== "video") return;
          watch(new MediaStream([track]));
          if ((count += 1) === (screen ? 2 : 1)) resolve();
        };
      });
      tracks = [...camera.getTracks(), ...(screen?.getTracks() ?? [])];
      for (const track of tracks) near.addTrack(track);
      await near.setLocalDescription();
      if (near.localDescription) await receiver.setRemoteDescription(near.localDescription);
      await receiver.setLocalDescription();
      if (receiver.localDescription) await near.setRemoteDescription(receiver.localDescription);
      screenMid = near
        .getTransceivers()
        .find(({ sender }) => sender.track === screen?.getVideoTracks()[0])?.mid;
      await Promise.all([arrived, connected]);
    },
    async flow() {
      const frames = [0, 0];
      for (const report of (await (far?.getStats() ?? [])).values()) {
        const entry = report as Partial<RTCInboundRtpStreamStats>;
        if (entry.type !== "inbound-rtp" || entry.kind !== "video") continue;
        frames[entry.mid === screenMid ? 1 : 0] = entry.framesDecoded ?? 0;
      }
      return {
        camera: frames[0] ?? 0,
        screen: frames[1] ?? 0,
        live: tracks.every((track) => track.readyState === "live"),
        same: near === first && near?.connectionState === "connected",
      };
    },
    shellNodes: () => document.querySelectorAll("[data-knock-knock]").length,
  };
  return harness;
}
