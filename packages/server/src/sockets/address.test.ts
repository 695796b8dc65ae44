import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { addressOf, isLoopback } from "./address.ts";

const from = (remoteAddress: string, forwarded?: string) =>
  ({
    headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
    socket: { remoteAddress },
  }) as unknown as IncomingMessage;

test.each([
  ["a direct peer", "203.0.113.9", undefined, "203.0.113.9"],
  ["a peer that is no proxy writes what it likes", "203.0.113.9", "1.2.3.4", "203.0.113.9"],
  ["a trusted proxy names its peer", "::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9"],
  ["what the peer wrote before does not count", "127.0.0.1", "1.2.3.4, 203.0.113.9", "203.0.113.9"],
  ["a chain of trusted proxies", "::1", "203.0.113.9, 10.1.2.3", "203.0.113.9"],
  ["a proxy that names nobody", "127.0.0.1", undefined, "127.0.0.1"],
  ["no address", "127.0.0.1", "unknown", "unknown"],
])("%s", (_what, peer, forwarded, address) => {
  expect(addressOf(["loopback", "10.0.0.0/8"])(from(peer, forwarded))).toBe(address);
});

test("this machine is known under each of its names", () => {
  for (const address of ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"]) {
    expect(isLoopback(address)).toBe(true);
  }
  for (const address of ["203.0.113.9", "::2", "unknown", ""])
    expect(isLoopback(address)).toBe(false);
});
