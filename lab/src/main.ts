import { parseArgs } from "node:util";
import type { CallMaker } from "./call.ts";
import { openLab, type Lab } from "./lab.ts";
import { loss } from "./loss.ts";
import { matrix } from "./matrix.ts";
import { plainCalls } from "./plain-call.ts";
import { startProduct } from "./product.ts";
import { addressChange, cut, recovery, turnRestart } from "./recovery.ts";
import { publish, say, type Report } from "./report.ts";
import { serverOutage } from "./server-outage.ts";

const USAGE = `npm run lab -- [scenario …] [--runs N] [--only VISITOR:AGENT …] [--resume] [--bare]

  matrix    every network against every network, and IPv6
  recovery  cuts of 1, 5, 12, 20 and 25 s, and a change of address, in mid-call
  server    the server is killed and started again in mid-call
  turn      coturn is killed and started again in mid-call
  loss      lost packets, delay and narrow links

Without a scenario: a short run of all but loss. --only takes several. --resume goes on with the
matrix of an earlier run. --bare uses two bare pages instead of Knock Knock. KNOCK_LAB=2 builds a
second lab beside a running one. Results go to lab/results/ as JSON.`;

const CUTS = [1, 5, 12, 20, 25];
const SHORT_CUTS = [1, 5, 12];

interface Options {
  readonly runs: number;
  readonly only: readonly string[];
  readonly resume: boolean;
  readonly stopped: AbortSignal;
}

const SCENARIOS = {
  matrix: (lab: Lab, calls: CallMaker, options: Options) => matrix(lab, calls, options),
  recovery: (lab: Lab, calls: CallMaker, { runs }: Options, cuts = CUTS) =>
    recovery(lab, calls, { blows: [...cuts.map(cut), addressChange], runs, scenario: "recovery" }),
  server: (lab: Lab, calls: CallMaker) => serverOutage(lab, calls),
  turn: (lab: Lab, calls: CallMaker, { runs }: Options) =>
    recovery(lab, calls, { blows: [turnRestart], runs, scenario: "turn" }),
  loss: (lab: Lab, calls: CallMaker) => loss(lab, calls),
};
type Scenario = keyof typeof SCENARIOS;
const isScenario = (name: string): name is Scenario => Object.hasOwn(SCENARIOS, name);

async function runAll(
  lab: Lab,
  calls: CallMaker,
  names: readonly Scenario[],
  options: Options,
): Promise<Report[]> {
  const reports: Report[] = [];
  const keep = async (report: Report) => {
    await publish(report);
    reports.push(report);
  };
  for (const name of names) await keep(await SCENARIOS[name](lab, calls, options));
  if (names.length > 0) return reports;
  await keep(await matrix(lab, calls, options));
  await keep(await SCENARIOS.recovery(lab, calls, options, SHORT_CUTS));
  await keep(await SCENARIOS.turn(lab, calls, options));
  await keep(await serverOutage(lab, calls));
  return reports;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: "string", default: "1" },
      only: { type: "string", multiple: true, default: [] },
      resume: { type: "boolean", default: false },
      bare: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const names = positionals.filter(isScenario);
  const runs = Number(values.runs);
  if (values.help || names.length < positionals.length || !(runs >= 1)) {
    say(USAGE);
    return values.help ? 0 : 2;
  }
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    say("The network lab makes network namespaces: it needs root on Linux. Nothing was run.");
    return 0;
  }

  const { lab, close, onClose } = await openLab();
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
    const reports = await runAll(lab, calls, names, {
      runs,
      only: values.only,
      resume: values.resume,
      stopped,
    });
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
