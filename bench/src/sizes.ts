import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { bundle, installPeers, type Report, type Row } from "@knockknock/lab";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

/** What a page that makes a video call has to import of each. None of them brings a user interface. */
const ENTRIES = {
  "livekit-client": `import { Room } from "livekit-client"; globalThis.room = new Room();`,
  peerjs: `import { Peer } from "peerjs"; globalThis.peer = new Peer();`,
} as const;

const brotliKb = (code: string): number => {
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  return Math.round(brotliCompressSync(code, { params }).length / 100) / 10;
};

/** Downloads in kB of brotli: ours as `npm run size` weighs it, beside two libraries. */
export async function sizes(): Promise<Report> {
  const versions = await installPeers();
  await run(process.execPath, [path.join(ROOT, "scripts/build.mjs")]);
  const { stdout } = await run(process.execPath, [path.join(ROOT, "scripts/size.mjs")]).catch(
    // Over budget is for the size gate to fail on; here it is a number like any other.
    (error: unknown) => error as { stdout: string },
  );
  const ours = [...stdout.matchAll(/^(?:ok|OVER)\s+(.+): ([\d.]+) of/gm)].map(
    ([, name = "", kb = ""]): Row => ({ what: `Knock Knock: ${name}`, "brotli kB": Number(kb) }),
  );
  const rows: Row[] = [...ours];
  for (const [name, source] of Object.entries(ENTRIES)) {
    const what = `${name} ${versions[name] ?? ""}: the library without a user interface`;
    rows.push({ what, "brotli kB": brotliKb(await bundle(source)) });
  }
  const failures = ours.length === 3 ? [] : ["scripts/size.mjs did not name three sizes"];
  return { scenario: "sizes", subject: "downloads", rows, failures };
}
