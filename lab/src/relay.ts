import type { Page } from "@playwright/test";
import {
  connectionStates,
  firstFrames,
  inOneLine,
  pathOf,
  REACTION_MS,
  type Call,
  type CallMaker,
} from "./call.ts";
import type { Lab } from "./lab.ts";
import { putOn } from "./nat.ts";
import { isProduct } from "./product.ts";
import { say, type Report, type Row } from "./report.ts";
import { pause } from "./shell.ts";
import { AGENT_HOME, VISITOR_HOME, type Home } from "./topology/addresses.ts";

/**
 * The owner's choice that nobody learns the other's address: two machines with public addresses,
 * which would connect directly, must meet at the relay, and neither page may be told where the
 * other one is, not while it rings either.
 */
export async function relayOnly(lab: Lab, calls: CallMaker): Promise<Report> {
  const rows: Row[] = [];
  const failures: string[] = [];
  const note = (what: string, seen: string, good: boolean) => {
    rows.push({ "what was looked at": what, seen, good });
    say(`${what}  ${seen}`);
    if (!good) failures.push(`${what}: ${seen}`);
  };
  const report = { scenario: "relay", subject: calls.name, rows, failures };
  if (!isProduct(calls)) {
    failures.push("two bare pages have no owner to choose");
    return report;
  }
  await putOn(VISITOR_HOME, "open");
  await putOn(AGENT_HOME, "open");
  calls.setRelayOnly(true);
  const prepared = await calls.prepare(lab.visitor, lab.agent);
  let call: Call | undefined;
  const addresses = async (when: string, { agent, visitor }: Pick<Call, "agent" | "visitor">) => {
    const ofVisitor = await leaked(agent, VISITOR_HOME);
    const ofAgent = await leaked(visitor, AGENT_HOME);
    note(
      `${when}: the visitor’s address`,
      ofVisitor.join(", ") || "hidden",
      ofVisitor.length === 0,
    );
    note(`${when}: the agent’s address`, ofAgent.join(", ") || "hidden", ofAgent.length === 0);
  };
  try {
    await prepared.ring();
    await pause(REACTION_MS);
    await addresses("while it rings", prepared);
    call = await prepared.accept();
    const ms = await firstFrames(call, 15_000);
    note("pictures on both sides", `after ${ms} ms`, true);
    await addresses("in the call", call);
    const way = await pathOf(call);
    const pair = way?.pair ?? "unknown";
    note(
      "path",
      pair,
      pair.split(" ↔ ").every((end) => end.startsWith("relay ")),
    );
  } catch (error) {
    const states = call === undefined ? "not accepted" : await connectionStates(call);
    failures.push(`${inOneLine(error)} (${states})`);
  } finally {
    calls.setRelayOnly(false);
    await prepared.end();
  }
  return report;
}

/** Which of a home's addresses this page knows, from descriptions and candidates of the other. */
async function leaked(page: Page, home: Home): Promise<string[]> {
  const known = await page.evaluate(async () => {
    const texts: string[] = [];
    for (const connection of window.knockLab.connections) {
      texts.push(connection.remoteDescription?.sdp ?? "");
      (await connection.getStats()).forEach((row: Record<string, unknown>) => {
        if (row["type"] === "remote-candidate") texts.push(String(row["address"]));
      });
    }
    return texts.join("\n");
  });
  const own = [home.public, home.private, home.v6].map(({ person }) => person);
  return [...own, home.wan.router].filter((address) => known.includes(address));
}
