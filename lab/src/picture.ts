import type { Page } from "@playwright/test";
import { firstFrames, type Call, type CallMaker, whatFailed } from "./call.ts";
import { inTurn, type ComparedOptions } from "./in-turn.ts";
import { Kept } from "./kept.ts";
import type { Lab } from "./lab.ts";
import { putOn, type Network } from "./nat.ts";
import { percentile, say, type Report, type Row } from "./report.ts";
import { pause, until } from "./shell.ts";
import { AGENT_HOME, VISITOR_HOME } from "./topology/addresses.ts";
import { changeLink, joinInternet, WIRE, type LinkQuality } from "./topology/link.ts";

const NETWORK: Network = "port-restricted";
/** Of the fake camera's picture, as everyone asks for it. */
const FULL_LINES = 540;
const PATIENCE_MS = 40_000;
const GOOD: LinkQuality = { delayMs: 20, kbitPerS: 20_000 };

interface Story {
  readonly name: string;
  readonly ringMs: number;
  /** What the visitor's link is like for how long, before it is good; null = good from the start. */
  readonly before: { readonly quality: LinkQuality; readonly ms: number } | null;
}

const STORIES: readonly Story[] = [
  { name: "rang for 1.5 s", ringMs: 1500, before: null },
  { name: "rang for 8 s", ringMs: 8000, before: null },
  {
    name: "after 20 s of 200 kbit/s",
    ringMs: 1500,
    before: { quality: { delayMs: 20, kbitPerS: 200 }, ms: 20_000 },
  },
];

interface Measured {
  readonly story: string;
  readonly calls: string;
  /** From *Accept*, or from the moment the path is good; null = not 40 s after that or the first frame. */
  readonly fullAfterMs: readonly (number | null)[];
}

/** How soon both people are seen at full size on a path of 20 Mbit/s and 40 ms. */
export async function picture(
  lab: Lab,
  calls: CallMaker,
  { runs, resume, stopped, beside }: ComparedOptions,
): Promise<Report> {
  const rows: Row[] = [];
  const failures: string[] = [];
  const makers = [calls, ...beside];
  const kept = await Kept.open<Measured>("picture", resume);
  for (const story of STORIES) {
    const of = (maker: CallMaker) =>
      kept.where((one) => one.story === story.name && one.calls === maker.name);
    const count = { runs, counted: of(calls).length, stopped };
    const failed = await inTurn(story.name, makers, count, async (maker) => {
      const fullAfterMs = await one(lab, maker, story);
      say(`  ${story.name}  ${maker.name}  ${fullAfterMs.join(", ")} ms`);
      await kept.add({ story: story.name, calls: maker.name, fullAfterMs });
    });
    failures.push(...failed);
    rows.push(...makers.map((maker) => rowOf(story, maker, of(maker))));
    const never = of(calls).flatMap(({ fullAfterMs }) => fullAfterMs.filter((ms) => ms === null));
    if (never.length > 0) failures.push(`${story.name}: ${never.length} sides stayed small`);
  }
  return { scenario: "picture", subject: calls.name, rows, failures };
}

function rowOf(story: Story, maker: CallMaker, measured: readonly Measured[]): Row {
  const sides = measured.flatMap(({ fullAfterMs }) => fullAfterMs);
  const times = sides.filter((ms) => ms !== null);
  return {
    story: story.name,
    calls: maker.name,
    sides: sides.length,
    "at full size": times.length,
    "full size after p50": percentile(times, 0.5),
    slowest: percentile(times, 1),
  };
}

async function one(lab: Lab, maker: CallMaker, story: Story): Promise<(number | null)[]> {
  await putOn(AGENT_HOME, NETWORK);
  await putOn(VISITOR_HOME, NETWORK);
  await joinInternet(VISITOR_HOME, story.before?.quality ?? GOOD);
  const prepared = await maker.prepare(lab.visitor, lab.agent);
  let call: Call | undefined;
  try {
    await prepared.ring();
    await pause(story.ringMs);
    call = await prepared.accept();
    await firstFrames(call, 15_000);
    let since = call.startedAt;
    if (story.before !== null) {
      await pause(story.before.ms);
      const full = await Promise.all([call.visitor, call.agent].map(isFull));
      if (full.includes(true)) throw new Error("The picture was at full size on the narrow path.");
      await changeLink(VISITOR_HOME, GOOD);
      since = Date.now();
    }
    return await Promise.all([call.visitor, call.agent].map((page) => fullSizeAfter(page, since)));
  } catch (error) {
    throw new Error(await whatFailed(error, call), { cause: error });
  } finally {
    await joinInternet(VISITOR_HOME, WIRE);
    await prepared.end();
  }
}

const isFull = (page: Page): Promise<boolean> =>
  page.evaluate(
    (lines) => window.knockLab.remote.some(({ element }) => element.videoHeight === lines),
    FULL_LINES,
  );

async function fullSizeAfter(page: Page, since: number): Promise<number | null> {
  return await until("the picture has its full size", () => isFull(page), PATIENCE_MS).then(
    () => Math.round(Date.now() - since),
    () => null,
  );
}
