import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import {
  firstFrames,
  frames,
  inOneLine,
  longestGap,
  pathOf,
  start,
  whatFailed,
  type Call,
  type CallMaker,
  type PreparedCall,
} from "./call.ts";
import type { Lab } from "./lab.ts";
import { putOn, type Network } from "./nat.ts";
import type { Person } from "./people.ts";
import { isProduct, onAgent, onVisitor, phaseOf, productCalls, type Places } from "./product.ts";
import { wrongRecords, type Told } from "./records.ts";
import { percentile, say, type Report } from "./report.ts";
import { pause, until } from "./shell.ts";
import { AGENT_HOME, VISITOR_HOME } from "./topology/addresses.ts";

/** Both sides need the relay, whose credentials a dead server cannot renew (ten minutes). */
const NETWORK: Network = "symmetric";
/** So many calls keep their pictures; the others are of sound, or two cores could not bear them. */
const WITH_PICTURES = 2;
/** Sockets come back by themselves within this time, each after a random delay. */
const BACK_MS = 60_000;

export interface OutageOptions {
  /** Calls that live at the same time, each with an agent of its own. */
  readonly runs: number;
  /** How long the server stays away, in seconds. */
  readonly awayS: number;
}

/** The server is killed in the middle of many calls: none may end, and each record must be right. */
export async function longOutage(
  lab: Lab,
  calls: CallMaker,
  { runs, awayS }: OutageOptions,
): Promise<Report> {
  const failures: string[] = [];
  const scenario = `outage-${awayS}s`;
  if (!isProduct(calls)) {
    return { scenario, subject: calls.name, rows: [], failures: ["there is no server to kill"] };
  }
  await putOn(VISITOR_HOME, NETWORK);
  await putOn(AGENT_HOME, NETWORK);
  const { visitor, agent } = lab;
  const up: { prepared: PreparedCall; call: Call; startedAt: number }[] = [];
  const owner = await agent.fresh();
  await signInAsOwner(owner.page, calls.places);
  for (let n = 1; n <= runs; n++) {
    const maker = await productCalls(agent, await invited(owner.page, agent, calls.places, n));
    const prepared = await maker.prepare(visitor, agent);
    const call = await start(prepared);
    await firstFrames(call, 15_000);
    up.push({ prepared, call, startedAt: Date.now() });
    if (n > WITH_PICTURES) await turnCamerasOff(call);
    say(`  call ${n} is up`);
  }
  await pause(3000);

  const sockets = await calls.sockets();
  const killedAt = Date.now();
  await calls.killServer();
  await pause(awayS * 1000);
  const paths = await Promise.all(up.map(({ call }) => pathOf(call)));
  await calls.startServer();
  const startedAt = Date.now();
  await until(
    "all sockets are back",
    async () => (await calls.sockets()) >= sockets,
    BACK_MS,
  ).catch((error: unknown) => failures.push(inOneLine(error)));
  const backMs = Date.now() - startedAt;
  // The server hears from both sides and settles what happened meanwhile.
  await pause(3000);
  const gaps: number[] = [];
  let dropped = 0;
  for (const [n, { call }] of up.entries()) {
    const phases = [await phaseOf(onVisitor(call.visitor)), await phaseOf(onAgent(call.agent))];
    for (const page of n < WITH_PICTURES ? [call.visitor, call.agent] : []) {
      const shown = await frames(page, killedAt);
      gaps.push(longestGap([killedAt, ...shown, Date.now()]).ms);
    }
    if (phases.every((phase) => phase === "connected")) continue;
    dropped += 1;
    failures.push(`call ${n + 1}: ${await whatFailed(phases.join(" / "), call)}`);
  }
  const lasted: number[] = [];
  for (const one of up.toReversed()) {
    lasted.push(Date.now() - one.startedAt);
    await one.prepared.end();
  }
  const records = await history(owner.page);
  const wrong = wrongRecords(records, lasted.toReversed());
  failures.push(...wrong);
  const row = {
    "server away s": awayS,
    "live calls": runs,
    dropped,
    relayed: paths.filter((one) => one?.relayed).length,
    "longest gap p50 ms": percentile(gaps, 0.5),
    "longest ms": percentile(gaps, 1),
    "all sockets back ms": backMs,
    "records right": `${runs - wrong.length}/${runs}`,
  };
  return { scenario, subject: calls.name, rows: [row], failures };
}

async function turnCamerasOff({ agent, visitor }: Call): Promise<void> {
  for (const person of [onVisitor(visitor), onAgent(agent)]) {
    // The bar may be hidden just then, or the page too busy to be pointed at.
    await person.getByRole("button", { name: "Turn camera off" }).dispatchEvent("click");
    await person.getByRole("button", { name: "Turn camera on" }).waitFor();
  }
}

async function signInAsOwner(page: Page, { console, email, password }: Places): Promise<void> {
  await page.goto(console);
  await ask(page, "/api/v1/sign-in", { email, password });
}

/** Another agent of the company, by the owner's invitation; answers that agent's way in. */
async function invited(owner: Page, agent: Person, places: Places, n: number): Promise<Places> {
  const { url } = await ask(owner, "/api/v1/agent/invitations", { role: "agent" });
  const token = String(url).split("token=").at(-1);
  const login = { email: `agent-${n}@lab.example`, password: randomUUID() };
  const { context, page } = await agent.fresh();
  await page.goto(places.console);
  await ask(page, "/api/v1/join", { token, name: `Agent ${n}`, ...login });
  await context.close();
  return { ...places, ...login };
}

/** From inside the page: this process is not on the lab's network. */
const ask = (page: Page, way: string, body?: object): Promise<Record<string, unknown>> =>
  page.evaluate(
    async ([to, json]) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(to, json === null ? {} : { method: "POST", headers, body: json });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${to}: ${answer.status} ${text}`);
      return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
    },
    [way, body === undefined ? null : JSON.stringify(body)] as const,
  );

const history = async (owner: Page): Promise<readonly Told[]> =>
  (await ask(owner, "/api/v1/agent/calls?limit=200"))["calls"] as readonly Told[];
