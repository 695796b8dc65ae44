/** What really arrived, from the browser's own statistics (deltas, never totals). */
import type { Page } from "@playwright/test";

/** Order of the fixed transceivers. */
const MIDS = { audio: "0", camera: "1", screen: "2" } as const;
export type Medium = keyof typeof MIDS;

interface Inbound {
  readonly framesDecoded: number;
  readonly totalAudioEnergy: number;
  readonly frameWidth: number;
  readonly frameHeight: number;
}

async function inbound(page: Page, medium: Medium): Promise<Inbound> {
  return page.evaluate(async (mid) => {
    const total = {
      framesDecoded: 0,
      totalAudioEnergy: 0,
      frameWidth: 0,
      frameHeight: 0,
    };
    for (const connection of window.knockProbe.connections) {
      if (connection.connectionState === "closed") continue;
      for (const report of (await connection.getStats()).values()) {
        const entry = report as Partial<RTCInboundRtpStreamStats> & { type: string };
        if (entry.type !== "inbound-rtp" || entry.mid !== mid) continue;
        total.framesDecoded += entry.framesDecoded ?? 0;
        total.totalAudioEnergy += entry.totalAudioEnergy ?? 0;
        total.frameWidth = Math.max(total.frameWidth, entry.frameWidth ?? 0);
        total.frameHeight = Math.max(total.frameHeight, entry.frameHeight ?? 0);
      }
    }
    return total;
  }, MIDS[medium]);
}

export const framesDecoded = async (page: Page, medium: "camera" | "screen"): Promise<number> =>
  (await inbound(page, medium)).framesDecoded;

export const audioEnergy = async (page: Page): Promise<number> =>
  (await inbound(page, "audio")).totalAudioEnergy;

export const frameSize = async (page: Page, medium: "camera" | "screen") => {
  const { frameWidth, frameHeight } = await inbound(page, medium);
  return { width: frameWidth, height: frameHeight };
};

/** Media packets that went either way on all connections of this page so far. */
export const mediaPackets = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    let packets = 0;
    for (const connection of window.knockProbe.connections) {
      for (const report of (await connection.getStats()).values()) {
        const { packetsReceived = 0, packetsSent = 0, type } = report as Record<string, never>;
        if (type === "inbound-rtp") packets += packetsReceived;
        if (type === "outbound-rtp") packets += packetsSent;
      }
    }
    return packets;
  });

/** Messages that came over the data channels of all connections of this page so far. */
export const channelMessages = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    let messages = 0;
    for (const connection of window.knockProbe.connections) {
      for (const report of (await connection.getStats()).values()) {
        const { messagesReceived = 0, type } = report as Record<string, never>;
        if (type === "data-channel") messages += messagesReceived;
      }
    }
    return messages;
  });

/** Peer connections that were made and not closed. */
export const openConnections = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      window.knockProbe.connections.filter(({ connectionState }) => connectionState !== "closed")
        .length,
  );

/** How many peer connections this document ever made. */
export const connectionsMade = (page: Page): Promise<number> =>
  page.evaluate(() => window.knockProbe.connections.length);

/** Captured tracks that still hold their device, as `audio` and `video`. */
export const liveCaptures = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    window.knockProbe.captured
      .filter(({ readyState }) => readyState === "live")
      .map(({ kind }) => kind)
      .toSorted(),
  );

/** How many tracks this document was ever given, by its devices or a screen. */
export const tracksCaptured = (page: Page): Promise<number> =>
  page.evaluate(() => window.knockProbe.captured.length);

/** Offers and answers on connections that were up already, network repairs left out. */
export const renegotiations = (page: Page): Promise<number> =>
  page.evaluate(() => window.knockProbe.renegotiations);

/** Names of the devices whose tracks the connection sends, as `audio` and `video`. */
export const sentDevices = (page: Page): Promise<Partial<Record<string, string>>> =>
  page.evaluate(() =>
    Object.fromEntries(
      window.knockProbe.connections
        .filter(({ connectionState }) => connectionState === "connected")
        .flatMap((connection) => connection.getSenders())
        .flatMap(({ track }) =>
          track?.readyState === "live" && !track.label.startsWith("screen")
            ? [[track.kind, track.label] as const]
            : [],
        ),
    ),
  );

/** For who looks into a failure: every connection that this document made, and what went over it. */
export const connectionsInFull = (page: Page): Promise<unknown> =>
  page.evaluate(() =>
    Promise.all(
      window.knockProbe.connections.map(async (connection) => ({
        state: connection.connectionState,
        ice: connection.iceConnectionState,
        signaling: connection.signalingState,
        past: window.knockProbe.pasts.get(connection),
        transceivers: connection
          .getTransceivers()
          .map(({ mid, currentDirection, sender, receiver }) => ({
            mid,
            currentDirection,
            sent: sender.track && [
              sender.track.label,
              sender.track.readyState,
              sender.track.enabled,
            ],
            received: [receiver.track.readyState, receiver.track.muted],
          })),
        rtp: [...(await connection.getStats()).values()].filter(({ type }: { type: string }) =>
          /^(in|out)bound-rtp$|candidate-pair|^transport$|^codec$/.test(type),
        ),
      })),
    ),
  );
