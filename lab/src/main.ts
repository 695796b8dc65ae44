import { parseArgs } from "node:util";
import { inOneLine, type CallMaker } from "./call.ts";
import { openLab, type Lab } from "./lab.ts";
import { loss } from "./loss.ts";
import { lostMachine } from "./lost-machine.ts";
import { matrix } from "./matrix.ts";
import { startPeerJs } from "./peerjs.ts";
import { plainCalls } from "./plain-call.ts";
import { startProduct } from "./product.ts";
import { addressChange, cut, recovery, turnRestart } from "./recovery.ts";
import { relayOnly } from "./relay.ts";
import { longOutage } from "./long-outage.ts";
import { picture } from "./picture.ts";
import { publish, say, type Report } from "./report.ts";
import { serverOutage } from "./server-outage.ts";

const USAGE = `npm run lab -- [scenario …] [--runs N] [--only VISITOR:AGENT …] [--resume]
                      [--blow SECONDS|address …] [--away SECONDS] [--alone] [--bare]

  matrix        every network against every network, and IPv6
  recovery      cuts of 5, 12 and 25 s and a change of address in mid-call, beside PeerJS
  turn          coturn is killed and started again in mid-call
  server        the server is killed and started again in mid-call
  outage        the server is killed in the middle of --runs calls and stays away for --away (8)
  lost-machine  the agent's machine is gone in mid-call
  relay         the owner wants calls by the relay only: who learns which address
  loss          lost packets, delay and narrow links, beside PeerJS
  picture       how soon both people are seen at full size on a good path, beside PeerJS

Without a scenario: all of them. --only narrows the matrix to a pair, --blow recovery to a cut or
to the change of address; both may be given several times. --resume goes on with the calls of an
earlier run of matrix, recovery, turn, loss or picture. --alone leaves PeerJS out (its packages are
installed into lab/.peers/), --bare uses two bare pages instead of Knock Knock. KNOCK_LAB=2 builds
a second lab beside a running one. Results go to lab/results/ as JSON.`;

const BLOWS = ["5", "12", "25", "address"];
const blowOf = (name: string) => (name === "address" ? addressChange : cut(Number(name)));

interface Options {
  readonly runs: number;
  readonly only: readonly string[];
  readonly blows: readonly string[];
  readonly awayS: number;
  readonly resume: boolean;
  readonly beside: readonly CallMaker[];
  readonly stopped: AbortSignal;
}

type Play = (lab: Lab, calls: CallMaker, options: Options) => Promise<Report>;

const SCENARIOS = {
  matrix,
  recovery: (lab, calls, options) => {
    const names = options.blows.length > 0 ? options.blows : BLOWS;
    return recovery(lab, calls, { ...options, blows: names.map(blowOf), scenario: "recovery" });
  },
  turn: (lab, calls, options) =>
    recovery(lab, calls, { ...options, blows: [turnRestart], scenario: "turn", beside: [] }),
  server: serverOutage,
  outage: longOutage,
  "lost-machine": lostMachine,
  relay: relayOnly,
  loss,
  picture,
} satisfies Record<string, Play>;
type Scenario = keyof typeof SCENARIOS;
const isScenario = (name: string): name is Scenario => Object.hasOwn(SCENARIOS, name);
/** Here the pictures themselves are measured; elsewhere small ones do. */
const OF_PICTURES: readonly Scenario[] = ["recovery", "turn", "server", "loss", "picture"];
const WITH_PEERJS: readonly Scenario[] = ["recovery", "loss", "picture"];

async function runAll(
  lab: Lab,
  calls: CallMaker,
  names: readonly Scenario[],
  options: Options,
): Promise<Report[]> {
  const reports: Report[] = [];
  for (const name of names) {
    const play: Play = SCENARIOS[name];
    const report = await play(lab, calls, options).catch((error: unknown): Report => {
      options.stopped.throwIfAborted();
      return { scenario: name, subject: calls.name, rows: [], failures: [inOneLine(error)] };
    });
    await publish(report);
    reports.push(report);
  }
  return reports;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: "string", default: "1" },
      only: { type: "string", multiple: true, default: [] },
      resume: { type: "boolean", default: false },
      blow: { type: "string", multiple: true, default: [] },
      alone: { type: "boolean", default: false },
      away: { type: "string", default: "8" },
      bare: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const known = positionals.filter(isScenario);
  const names = known.length > 0 ? known : (Object.keys(SCENARIOS) as Scenario[]);
  const runs = Number(values.runs);
  const blows = values.blow;
  const awayS = Number(values.away);
  const sensible =
    runs >= 1 && awayS >= 1 && blows.every((name) => name === "address" || Number(name) > 0);
  if (values.help || known.length < positionals.length || !sensible) {
    say(USAGE);
    return values.help ? 0 : 2;
  }
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    say("The network lab makes network namespaces: it needs root on Linux. Nothing was run.");
    return 0;
  }

  const { lab, close, onClose } = await openLab({
    light: !names.some((name) => OF_PICTURES.includes(name)),
  });
  const interruption = new AbortController();
  const stopped = interruption.signal;
  const interrupt = (signal: NodeJS.Signals) => {
    if (stopped.aborted) return;
    interruption.abort();
    say(`\n${signal}: taking the lab down …`);
    void close().then(() => process.exit(130));
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt).on("SIGHUP", interrupt);
  process.stdout.on("error", () => interrupt("SIGPIPE"));
  try {
    const calls = values.bare ? plainCalls : await startProduct(lab, onClose);
    const compared = !values.alone && names.some((name) => WITH_PEERJS.includes(name));
    const beside = compared ? [await startPeerJs(lab, onClose)] : [];
    const { only, resume } = values;
    const options = { runs, only, blows, awayS, resume, beside, stopped };
    const reports = await runAll(lab, calls, names, options);
    return reports.some(({ failures }) => failures.length > 0) ? 1 : 0;
  } catch (error) {
    // While the lab is being taken down everything in it fails; that is no news.
    if (stopped.aborted) return 130;
    throw error;
  } finally {
    await close();
  }
}

process.exitCode = await main();
