import type { Page } from "@playwright/test";
import { framesSince, readPathEnd } from "./observe.ts";
import type { Person } from "./people.ts";
import { pause } from "./shell.ts";

/** A call that was accepted; media may still be on its way. */
export interface Call {
  /** When the agent accepted, in milliseconds since the epoch. */
  readonly startedAt: number;
  readonly visitor: Page;
  readonly agent: Page;
}

export interface PreparedCall {
  readonly visitor: Page;
  readonly agent: Page;
  /** The visitor calls; answers how long it took until the agent could accept, in ms. */
  ring(): Promise<number>;
  /** The agent accepts. */
  accept(): Promise<Call>;
  /** Hangs up and leaves both browsers as they were found. */
  end(): Promise<void>;
}

/** What the scenarios need of a product; they do not know which one it is. */
export interface CallMaker {
  readonly name: string;
  prepare(visitor: Person, agent: Person): Promise<PreparedCall>;
}

/** A person needs a moment to reach for *Accept*; a product may make use of it. */
export const REACTION_MS = 1500;

export async function start(prepared: PreparedCall): Promise<Call> {
  await prepared.ring();
  await pause(REACTION_MS);
  return await prepared.accept();
}

/** From the visitor's click to the agent's *Accept* button, both noted by the pages themselves. */
export async function ringTime(visitor: Page, agent: Page): Promise<number> {
  const clickedAt = await visitor.evaluate(() => window.knockLab.clickedAt);
  const shownAt = await agent.evaluate(() => window.knockLab.acceptShownAt);
  return Math.round(shownAt - clickedAt);
}

const SIDES = ["visitor", "agent"] as const;

/** Milliseconds from accepting to the first remote frame on the slower side. */
export async function firstFrames(call: Call, timeoutMs: number): Promise<number> {
  const firsts = await Promise.all(SIDES.map((side) => firstFrame(call[side], 0, timeoutMs)));
  return Math.round(Math.max(...firsts) - call.startedAt);
}

/** When the first remote frame at or after `since` was shown. */
export async function firstFrame(page: Page, since: number, timeoutMs: number): Promise<number> {
  const handle = await page.waitForFunction(
    (from) =>
      window.knockLab.remote
        .flatMap(({ shownAt }) => shownAt.filter((at) => at >= from))
        .toSorted((a, b) => a - b)[0],
    since,
    { timeout: timeoutMs, polling: 50 },
  );
  const at = await handle.jsonValue();
  if (at === undefined) throw new Error("No remote frame was shown.");
  return at;
}

export const frames = (page: Page, since: number) => page.evaluate(framesSince, since);

export interface Path {
  /** The visitor's end ↔ the agent's, as "relay tls ↔ host udp". */
  readonly pair: string;
  readonly relayed: boolean;
}

export async function pathOf(call: Call): Promise<Path | null> {
  const visitor = await call.visitor.evaluate(readPathEnd);
  const agent = await call.agent.evaluate(readPathEnd);
  if (visitor === null || agent === null) return null;
  return {
    pair: `${visitor.candidate} ↔ ${agent.candidate}`,
    relayed: visitor.relayed || agent.relayed,
  };
}

/** An error, and what both ends say of their connections, for telling one failure from another. */
export async function whatFailed(error: unknown, call: Call | undefined): Promise<string> {
  const states = call === undefined ? "not accepted" : await connectionStates(call);
  return `${inOneLine(error)} (${states})`;
}

/** The state of each connection on both sides, and how many pictures were shown. */
async function connectionStates(call: Call): Promise<string> {
  const ofPage = (page: Page) =>
    page.evaluate(() => {
      const states = window.knockLab.connections.map(
        (one) => `${one.connectionState}/${one.iceConnectionState}/${one.signalingState}`,
      );
      const shown = window.knockLab.remote.map(({ shownAt }) => shownAt.length);
      return `${states.join(", ") || "no connection"}, shown ${shown.join("+") || "0"}`;
    });
  const [visitor, agent] = await Promise.all([ofPage(call.visitor), ofPage(call.agent)]);
  return `visitor ${visitor}; agent ${agent}`;
}

/** The longest time without a new frame, and how many frames would have fitted into it. */
export function longestGap(times: readonly number[]): { ms: number; missed: number } {
  const gaps = times.slice(1).map((at, i) => at - (times[i] ?? at));
  const sorted = gaps.toSorted((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const ms = sorted.at(-1) ?? 0;
  return { ms: Math.round(ms), missed: usual === 0 ? 0 : Math.max(0, Math.round(ms / usual) - 1) };
}

export const inOneLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
