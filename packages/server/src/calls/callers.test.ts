import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DEFAULT_LIMITS } from "./ports.ts";

const shipped = (file: string): string =>
  readFileSync(join(import.meta.dirname, "../../../../deploy", file), "utf8");
const numberIn = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1]);

test("neither one address nor one network can use up the relay's ports as they are shipped", () => {
  const perUser = numberIn(shipped("coturn/turnserver.conf"), /^user-quota=(\d+)$/m);
  const last = numberIn(shipped("compose.yaml"), /--max-port=\$\{TURN_LAST_PORT:-(\d+)\}/);
  const ports = last - 49_152 + 1;
  expect([perUser, ports]).toEqual([12, 500]);
  const { waitingPerAddress, waitingPerNetwork, ...limits } = DEFAULT_LIMITS;
  const address = waitingPerAddress + limits.unansweredPerAddress;
  const network = waitingPerNetwork + limits.unansweredPerNetwork;
  expect(Math.max(address, network) * perUser).toBeLessThan(ports);
});
