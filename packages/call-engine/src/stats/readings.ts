import { type Entry, entriesOf, number, sumOf } from "./entries.ts";

/** The few counters that the engine trusts, summed over a report. */
export interface Reading {
  readonly packetsReceived: number;
  readonly packetsLost: number;
  readonly framesDecoded: number;
  readonly freezes: number;
  readonly samples: number;
  readonly concealed: number;
  readonly rttMs: number | null;
  readonly relayed: boolean | null;
  readonly cpuLimited: boolean;
  /** A picture that is sent is held back for want of bandwidth. */
  readonly narrowed: boolean;
  /** There is less room than sound needs, and pictures go into it. */
  readonly starved: boolean;
  /**
   * Share of our packets that the peer says it lost lately, 0–1 (RTCP receiver reports); each kind of
   * media counts by how much of it was sent. Of a small picture's 40 packets a second 4 lost ones,
   * 10 %, are common where 5 % are lost: no reason to make it smaller still.
   */
  readonly peerLoss: number | null;
}

/**
 * Bits per second, half of what the camera may take. A busy picture, or a limit that we have set, is
 * "limited by bandwidth", too: only what the browser takes the path to carry tells a narrow one.
 */
const NARROW_BPS = 750_000;

/**
 * Bits per second. Sound at 32 kbit/s, sent twice for its redundancy, and the headers of 50 packets
 * take 84 kbit/s.
 */
const SOUND_BPS = 100_000;

/**
 * So long a report counts. On sound one comes every 2.5 to 7.5 s (RFC 3550 § 6.3.1), and it stands
 * in the statistics until the next one does: in a cut, or of a paused camera, for good.
 */
const REPORT_HOLDS_MS = 8_000;

export function read(report: RTCStatsReport): Reading {
  const entries = entriesOf(report);
  const byId = (id: unknown): Entry | undefined => entries.find((entry) => entry["id"] === id);
  const inbound = entries.filter((entry) => entry["type"] === "inbound-rtp");
  const sum = (name: string): number => sumOf(inbound, name);
  const transport = entries.find((entry) => entry["type"] === "transport");
  // Firefox has no transport entry; it marks the pair itself.
  const pair =
    byId(transport?.["selectedCandidatePairId"]) ??
    entries.find((entry) => entry["type"] === "candidate-pair" && entry["selected"] === true);
  const sends = (entry: Entry | undefined): boolean => entry?.["active"] !== false;
  const now = Math.max(...entries.map((entry) => number(entry, "timestamp")));
  const reports = entries.filter(
    (entry) =>
      entry["type"] === "remote-inbound-rtp" &&
      sends(byId(entry["localId"])) &&
      now - number(entry, "timestamp") <= REPORT_HOLDS_MS,
  );
  let sent = 0;
  let lost = 0;
  for (const entry of reports) {
    const packets = number(byId(entry["localId"]), "packetsSent");
    sent += packets;
    lost += packets * number(entry, "fractionLost");
  }
  const ends = [byId(pair?.["localCandidateId"]), byId(pair?.["remoteCandidateId"])];
  const rtt = number(pair, "currentRoundTripTime");
  const carries = number(pair, "availableOutgoingBitrate");
  const isLimitedBy = (reason: string): boolean =>
    entries.some(
      (entry) => entry["type"] === "outbound-rtp" && entry["qualityLimitationReason"] === reason,
    );
  // Without a track a sender is active all the same; the source that it names is in no report.
  const pictures = entries.some(
    (entry) =>
      entry["type"] === "outbound-rtp" &&
      entry["kind"] === "video" &&
      sends(entry) &&
      byId(entry["mediaSourceId"]) !== undefined,
  );
  return {
    packetsReceived: sum("packetsReceived"),
    packetsLost: sum("packetsLost"),
    framesDecoded: sum("framesDecoded"),
    freezes: sum("freezeCount"),
    samples: sum("totalSamplesReceived"),
    concealed: sum("concealedSamples") - sum("silentConcealedSamples"),
    rttMs: rtt > 0 ? rtt * 1000 : null,
    relayed: ends[0] === undefined ? null : ends.some((end) => end?.["candidateType"] === "relay"),
    cpuLimited: isLimitedBy("cpu"),
    narrowed: carries > 0 && carries < NARROW_BPS && isLimitedBy("bandwidth"),
    starved: carries > 0 && carries < SOUND_BPS && pictures,
    peerLoss: sent > 0 ? lost / sent : null,
  };
}
