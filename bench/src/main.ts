import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { publish, say, type Report } from "@knockknock/lab";
import { minimized } from "./minimized.ts";
import { navigation } from "./navigation.ts";
import { resume } from "./resume.ts";
import { server } from "./server.ts";
import { setUp } from "./set-up.ts";
import { sizes } from "./sizes.ts";

const USAGE = `npm run bench -- [sizes] [set-up] [navigation] [resume] [minimized] [server]
                        [--runs N] [--rtt MS] [--sockets N]

  sizes       downloads in brotli, beside livekit-client and PeerJS
  set-up      click → ring, Accept → first frame on both sides, beside PeerJS
              (--rtt: over the network lab with that round trip; needs root on Linux)
  navigation  longest gap between frames while the visitor walks through the website, and what
              fifty pages in a row leave behind
  resume      media again after a real page load
  minimized   processor time of the visitor's browser, beside a bare page with the same streams
  server      idle memory, memory per idle socket, time to an ack

Without a name: all. Each prints a table and leaves JSON in bench/results/. The compared products
are installed into lab/.peers/ at the versions of lab/peers.json.`;

const RESULTS = fileURLToPath(new URL("../results/", import.meta.url));

interface Options {
  readonly runs: number;
  readonly rttMs: number;
  readonly sockets: number;
}

const BENCHES = {
  sizes: () => sizes(),
  "set-up": (options: Options) => setUp(options),
  navigation: (options: Options) => navigation(options),
  resume: (options: Options) => resume(options),
  minimized: (options: Options) => minimized(options),
  server: (options: Options) => server(options),
} satisfies Record<string, (options: Options) => Promise<Report>>;
type Bench = keyof typeof BENCHES;
const isBench = (name: string): name is Bench => Object.hasOwn(BENCHES, name);

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: "string", default: "15" },
      rtt: { type: "string", default: "0" },
      sockets: { type: "string", default: "2000" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const names = positionals.filter(isBench);
  const options = {
    runs: Number(values.runs),
    rttMs: Number(values.rtt),
    sockets: Number(values.sockets),
  };
  const sensible = options.runs >= 1 && options.rttMs >= 0 && options.sockets >= 1;
  if (values.help || names.length < positionals.length || !sensible) {
    say(USAGE);
    return values.help ? 0 : 2;
  }
  let failed = false;
  for (const name of names.length > 0 ? names : (Object.keys(BENCHES) as Bench[])) {
    const report = await BENCHES[name](options);
    failed ||= report.failures.length > 0;
    await publish(report, RESULTS);
  }
  return failed ? 1 : 0;
}

process.exitCode = await main();
