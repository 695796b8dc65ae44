/** When the frames of camera and screen reached the agent's browser, whoever made the call. */
import { until, type Call, type Person } from "@knockknock/lab";

/** The fixed transceivers, by mid. */
const MIDS = { camera: "1", screen: "2" } as const;
export type Medium = keyof typeof MIDS;
export const MEDIA = Object.keys(MIDS) as Medium[];

declare global {
  interface Window {
    knockBench?: Record<string, number[]>;
  }
}

/**
 * Stamps each encoded frame, in milliseconds since the epoch, and lets it pass. In a worker, because
 * a page that is busy drawing would stamp late; between network and decoder, because what the agent's
 * machine does with a frame is no gap of the visitor's.
 */
const STAMP = `
  onrtctransform = ({ transformer: { options, readable, writable } }) => {
    const stamp = new TransformStream({
      transform(frame, controller) {
        postMessage([options.medium, performance.timeOrigin + performance.now()]);
        controller.enqueue(frame);
      },
    });
    void readable.pipeThrough(stamp).pipeTo(writable);
  };`;

/**
 * Has this person's pages stamp what they receive, which the console's own policy would refuse. Each
 * receiver from its first frame on: Chromium 156 gives no frame to a transform that comes later.
 */
export const withStamps = (person: Person): Person => ({
  ...person,
  fresh: async () => {
    const opened = await person.fresh();
    const session = await opened.context.newCDPSession(opened.page);
    await session.send("Page.setBypassCSP", { enabled: true });
    await opened.page.addInitScript(
      ([source, mids]) => {
        const noted: Record<string, number[]> = {};
        window.knockBench = noted;
        let worker: Worker | null = null;
        const stamp = (receiver: RTCRtpReceiver, mid: string): void => {
          const medium = Object.keys(mids).find((name) => mids[name as Medium] === mid);
          if (medium === undefined) return;
          if (!worker) {
            worker = new Worker(URL.createObjectURL(new Blob([source])));
            worker.addEventListener("message", ({ data }: MessageEvent<[string, number]>) => {
              (noted[data[0]] ??= []).push(data[1]);
            });
          }
          receiver.transform = new RTCRtpScriptTransform(worker, { medium });
        };
        window.RTCPeerConnection = class extends RTCPeerConnection {
          /** The agent offers: the fixed transceivers, in the order of their mids. */
          override addTransceiver(
            ...kind: Parameters<RTCPeerConnection["addTransceiver"]>
          ): RTCRtpTransceiver {
            const mid = String(this.getTransceivers().length);
            const transceiver = super.addTransceiver(...kind);
            stamp(transceiver.receiver, mid);
            return transceiver;
          }
        };
      },
      [STAMP, MIDS] as const,
    );
    return opened;
  },
});

/** Resolves when frames of both are stamped: a bench that sees none would call all of it a gap. */
export const stampsFrames = (agent: Call["agent"]): Promise<unknown> =>
  until(
    "frames of camera and screen are stamped",
    () => agent.evaluate((media) => media.every((one) => window.knockBench?.[one]), MEDIA),
    15_000,
  );

/** Longest time between two frames since then, in whole ms; a gap that had begun before counts. */
export const longestGap = (agent: Call["agent"], medium: Medium, since: number): Promise<number> =>
  agent.evaluate(
    ([name, from]) => {
      const times = window.knockBench?.[name] ?? [];
      let longest = 0;
      for (const [i, at] of times.entries())
        if (at >= from) longest = Math.max(longest, at - (times[i - 1] ?? at));
      // Frames that come no more are a gap, too.
      const last = times.at(-1) ?? from;
      return Math.round(Math.max(longest, performance.timeOrigin + performance.now() - last));
    },
    [medium, since] as const,
  );
