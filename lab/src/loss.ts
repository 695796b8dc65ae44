import type { Page } from "@playwright/test";
import { firstFrames, inOneLine, start, type CallMaker } from "./call.ts";
import type { Lab } from "./lab.ts";
import { FAIR, putOn, setWeather, type Network } from "./nat.ts";
import { say, type Report, type Row } from "./report.ts";
import { pause } from "./shell.ts";
import { AGENT_HOME, VISITOR_HOME } from "./topology/addresses.ts";
import { joinInternet, WIRE, type LinkQuality } from "./topology/link.ts";

const NETWORK: Network = "port-restricted";
/** Congestion control needs a few seconds to settle before anything is worth counting. */
const SETTLE_MS = 6000;
const MEASURE_MS = 10_000;

interface Link {
  readonly name: string;
  readonly loss: number;
  readonly quality: LinkQuality;
}

const LINKS: readonly Link[] = [
  { name: "clean", loss: 0, quality: WIRE },
  { name: "5 % lost", loss: 0.05, quality: WIRE },
  { name: "20 % lost", loss: 0.2, quality: WIRE },
  { name: "100 ms round trip", loss: 0, quality: { delayMs: 50, kbitPerS: 0 } },
  { name: "300 kbit/s", loss: 0, quality: { delayMs: 10, kbitPerS: 300 } },
  { name: "80 kbit/s", loss: 0, quality: { delayMs: 10, kbitPerS: 80 } },
];

interface Received {
  readonly frames: number;
  readonly height: number;
  /** Audio samples made up because the real ones did not come, silence not counted. */
  readonly concealed: number;
  readonly samples: number;
}

/** What arrives at the agent over the visitor's bad link; loss applies in both directions. */
export async function loss(lab: Lab, calls: CallMaker): Promise<Report> {
  const rows: Row[] = [];
  const failures: string[] = [];
  for (const link of LINKS) {
    await putOn(AGENT_HOME, NETWORK);
    await putOn(VISITOR_HOME, NETWORK);
    await joinInternet(VISITOR_HOME, link.quality);
    await setWeather(VISITOR_HOME, NETWORK, { ...FAIR, loss: link.loss });
    const prepared = await calls.prepare(lab.visitor, lab.agent);
    try {
      const call = await start(prepared);
      const connectMs = await firstFrames(call, 15_000);
      await pause(SETTLE_MS);
      const before = await received(call.agent);
      await pause(MEASURE_MS);
      const after = await received(call.agent);
      const samples = after.samples - before.samples;
      const concealed = samples === 0 ? null : (after.concealed - before.concealed) / samples;
      const row = {
        link: link.name,
        "first picture ms": connectMs,
        "frames per s": Math.round((after.frames - before.frames) / (MEASURE_MS / 1000)),
        lines: after.height,
        "sound concealed %": concealed === null ? null : Math.round(concealed * 1000) / 10,
      };
      rows.push(row);
      say(Object.values(row).join("  "));
    } catch (error) {
      failures.push(`${link.name}: ${inOneLine(error)}`);
    } finally {
      await prepared.end();
      await joinInternet(VISITOR_HOME, WIRE);
    }
  }
  return { scenario: "loss", subject: calls.name, rows, failures };
}

const received = (page: Page): Promise<Received> =>
  page.evaluate(async () => {
    const total = { frames: 0, height: 0, concealed: 0, samples: 0 };
    for (const connection of window.knockLab.connections) {
      if (connection.connectionState !== "connected") continue;
      (await connection.getStats()).forEach((row: Record<string, unknown>) => {
        if (row["type"] !== "inbound-rtp") return;
        const count = (name: string) => (typeof row[name] === "number" ? row[name] : 0);
        total.frames += count("framesDecoded");
        total.height = Math.max(total.height, count("frameHeight"));
        total.samples += count("totalSamplesReceived");
        total.concealed += count("concealedSamples") - count("silentConcealedSamples");
      });
    }
    return total;
  });
