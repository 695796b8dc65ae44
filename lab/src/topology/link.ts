import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { run } from "../shell.ts";
import { INTERNET, PREFIX, type Home } from "./addresses.ts";

const FORWARDER = fileURLToPath(new URL("./forwarder.py", import.meta.url));

export interface LinkQuality {
  /** Added in each direction, in milliseconds. */
  readonly delayMs: number;
  /** Each direction, in kbit/s; 0 = as fast as the machine. */
  readonly kbitPerS: number;
}
export const WIRE: LinkQuality = { delayMs: 0, kbitPerS: 0 };

const forwarders = new Map<Home["who"], ChildProcess>();

async function stopForwarder(home: Home): Promise<void> {
  const child = forwarders.get(home.who);
  forwarders.delete(home.who);
  if (child === undefined || child.exitCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

export const stopForwarders = async (homes: readonly Home[]): Promise<void> => {
  await Promise.all(homes.map(stopForwarder));
};

/** A link with a delay or a rate becomes another one in mid-traffic: no packet and no address is lost. */
export async function changeLink(home: Home, quality: LinkQuality): Promise<void> {
  const child = forwarders.get(home.who);
  if (!child?.stdin || !child.stdout) throw new Error(`${home.who} has no forwarder to change`);
  const changed = once(child.stdout, "data");
  child.stdin.write(`${String(quality.delayMs)} ${String(quality.kbitPerS)}\n`);
  await changed;
}

/**
 * Joins a home's router to the internet: a plain veth pair, or two TUN devices with a forwarder
 * between them when a delay or a rate is asked for. Replaces the link that was there.
 */
export async function joinInternet(home: Home, quality: LinkQuality): Promise<void> {
  const { router, wan } = home;
  const far = `to-${home.who}`;
  await stopForwarder(home);
  await run("ip", ["-n", router, "link", "del", "wan"]).catch(() => undefined);
  if (quality.delayMs === 0 && quality.kbitPerS === 0) {
    await run(
      "ip",
      `link add wan netns ${router} type veth peer name ${far} netns ${INTERNET}`.split(" "),
    );
  } else {
    await joinThroughForwarder(home, far, quality);
  }
  const batch = (lines: string[], namespace: string) =>
    run("ip", ["-n", namespace, "-batch", "-"], lines.join("\n"));
  await batch(
    [
      `addr add ${wan.internet}/30 dev ${far}`,
      `addr add ${wan.internet6}/64 dev ${far} nodad`,
      `link set ${far} up`,
      `route replace ${home.public.network} via ${wan.router}`,
      `route replace ${home.v6.network} via ${wan.router6}`,
    ],
    INTERNET,
  );
  await batch(
    [
      `addr add ${wan.router}/30 dev wan`,
      `addr add ${wan.router6}/64 dev wan nodad`,
      `link set wan up`,
      `route replace default via ${wan.internet}`,
      `route replace default via ${wan.internet6}`,
    ],
    router,
  );
}

async function joinThroughForwarder(home: Home, far: string, quality: LinkQuality): Promise<void> {
  const near = `${PREFIX}${home.who}-n`;
  const away = `${PREFIX}${home.who}-f`;
  const args = [FORWARDER, near, away, String(quality.delayMs), String(quality.kbitPerS)];
  const child = spawn("python3", args, { detached: true, stdio: ["pipe", "pipe", "inherit"] });
  forwarders.set(home.who, child);
  await once(child.stdout, "data");
  await run("ip", ["link", "set", near, "netns", home.router, "name", "wan"]);
  await run("ip", ["link", "set", away, "netns", INTERNET, "name", far]);
}
