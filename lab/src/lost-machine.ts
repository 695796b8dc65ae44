import { firstFrames, start, type Call, type CallMaker, whatFailed } from "./call.ts";
import type { Lab } from "./lab.ts";
import { FAIR, putOn, setWeather, type Network } from "./nat.ts";
import { isProduct, onVisitor, phaseOf } from "./product.ts";
import { Findings, type Report } from "./report.ts";
import { pause, until } from "./shell.ts";
import { AGENT_HOME, VISITOR_HOME } from "./topology/addresses.ts";

const NETWORK: Network = "port-restricted";
/** Nothing is heard for this long before a call counts as broken, and a moment to see it. */
const NOTICED_MS = 3_000;
/** The honest end comes after 45 s. */
const ENDED_MS = [40_000, 50_000] as const;

/** The agent's machine is gone in mid-call, without a word: the visitor is told, and not kept. */
export async function lostMachine(lab: Lab, calls: CallMaker): Promise<Report> {
  const found = new Findings("lost-machine", calls.name);
  if (!isProduct(calls)) {
    found.failures.push("two bare pages tell nobody anything");
    return found;
  }
  await putOn(VISITOR_HOME, NETWORK);
  await putOn(AGENT_HOME, NETWORK);
  const prepared = await calls.prepare(lab.visitor, lab.agent);
  let call: Call | undefined;
  try {
    call = await start(prepared);
    await firstFrames(call, 15_000);
    await pause(3000);
    const widget = onVisitor(call.visitor);
    const lostAt = Date.now();
    await setWeather(AGENT_HOME, NETWORK, { ...FAIR, cut: true });
    const phaseIs = (phase: string) => async () => (await phaseOf(widget)) === phase;
    await until("the visitor is told", phaseIs("reconnecting"), 20_000);
    const toldMs = Date.now() - lostAt;
    found.note("agent’s machine lost: “Reconnecting…”", `after ${toldMs} ms`, toldMs <= NOTICED_MS);
    await until("the call ends for the visitor", phaseIs("ended"), 60_000);
    const endedMs = Date.now() - lostAt;
    const [earliest, latest] = ENDED_MS;
    const inTime = endedMs >= earliest && endedMs <= latest;
    found.note("the call ends", `after ${endedMs} ms`, inTime);
    const again = widget.getByRole("button", { name: "Call again", exact: true });
    found.note(
      "the visitor may call again",
      String(await again.isVisible()),
      await again.isVisible(),
    );
  } catch (error) {
    found.failures.push(await whatFailed(error, call));
  } finally {
    await setWeather(AGENT_HOME, NETWORK, FAIR);
    await prepared.end();
  }
  return found;
}
