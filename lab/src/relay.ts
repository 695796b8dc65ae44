import type { Page } from "@playwright/test";
import { firstFrames, pathOf, REACTION_MS, type Call, type CallMaker, whatFailed } from "./call.ts";
import type { Lab } from "./lab.ts";
import { putOn } from "./nat.ts";
import { isProduct } from "./product.ts";
import { Findings, type Report } from "./report.ts";
import { pause } from "./shell.ts";
import { AGENT_HOME, VISITOR_HOME, type Home } from "./topology/addresses.ts";

/**
 * The owner's choice that nobody learns the other's address: two machines with public addresses,
 * which would connect directly, must meet at the relay, and neither page may be told where the
 * other one is, not while it rings either.
 */
export async function relayOnly(lab: Lab, calls: CallMaker): Promise<Report> {
  const found = new Findings("relay", calls.name);
  if (!isProduct(calls)) {
    found.failures.push("two bare pages have no owner to choose");
    return found;
  }
  await putOn(VISITOR_HOME, "open");
  await putOn(AGENT_HOME, "open");
  calls.setRelayOnly(true);
  const prepared = await calls.prepare(lab.visitor, lab.agent);
  let call: Call | undefined;
  const addresses = async (when: string, { agent, visitor }: Pick<Call, "agent" | "visitor">) => {
    const ofVisitor = await leaked(agent, VISITOR_HOME);
    const ofAgent = await leaked(visitor, AGENT_HOME);
    found.note(
      `${when}: the visitor’s address`,
      ofVisitor.join(", ") || "hidden",
      ofVisitor.length === 0,
    );
    found.note(
      `${when}: the agent’s address`,
      ofAgent.join(", ") || "hidden",
      ofAgent.length === 0,
    );
  };
  try {
    await prepared.ring();
    await pause(REACTION_MS);
    await addresses("while it rings", prepared);
    call = await prepared.accept();
    const ms = await firstFrames(call, 15_000);
    found.note("pictures on both sides", `after ${ms} ms`, true);
    await addresses("in the call", call);
    const way = await pathOf(call);
    const pair = way?.pair ?? "unknown";
    found.note(
      "path",
      pair,
      pair.split(" ↔ ").every((end) => end.startsWith("relay ")),
    );
  } catch (error) {
    found.failures.push(await whatFailed(error, call));
  } finally {
    calls.setRelayOnly(false);
    await prepared.end();
  }
  return found;
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
