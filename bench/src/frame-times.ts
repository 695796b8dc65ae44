/** When the frames of camera and screen reached the agent's browser, whoever made the call. */
import type { Call, Person } from "@knockknock/lab";

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

/** Lets this person's pages run the stamp, which the console's own policy would refuse. */
export const withStamps = (person: Person): Person => ({
  ...person,
  fresh: async () => {
    const opened = await person.fresh();
    const session = await opened.context.newCDPSession(opened.page);
    await session.send("Page.setBypassCSP", { enabled: true });
    return opened;
  },
});

export async function stampFrames(agent: Call["agent"]): Promise<void> {
  await agent.evaluate(
    ([source, mids]) => {
      const noted: Record<string, number[]> = {};
      window.knockBench = noted;
      const worker = new Worker(URL.createObjectURL(new Blob([source])));
      worker.addEventListener("message", ({ data }: MessageEvent<[string, number]>) => {
        (noted[data[0]] ??= []).push(data[1]);
      });
      const up = window.knockLab.connections.find(
        ({ connectionState }) => connectionState === "connected",
      );
      for (const [medium, mid] of Object.entries(mids)) {
        const receiver = up?.getTransceivers().find((one) => one.mid === mid)?.receiver;
        if (!receiver) throw new Error(`The agent receives no ${medium}.`);
        receiver.transform = new RTCRtpScriptTransform(worker, { medium });
      }
    },
    [STAMP, MIDS] as const,
  );
}

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
