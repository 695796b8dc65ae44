/** Where a socket comes from, as the proxies in front tell it. */
import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/** The ranges behind the names that `KNOCK_TRUSTED_PROXIES` knows (RFC 6890). */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  loopback: ["127.0.0.0/8", "::1/128"],
  linklocal: ["169.254.0.0/16", "fe80::/10"],
  uniquelocal: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
};

const family = (address: string): "ipv4" | "ipv6" => (isIP(address) === 6 ? "ipv6" : "ipv4");

/** Addresses, CIDR ranges and names. Throws for a range that is none. */
function listOf(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries.flatMap((name) => NAMED[name.toLowerCase()] ?? [name])) {
    const [address = "", prefix] = entry.split("/");
    if (prefix === undefined) list.addAddress(address, family(address));
    else list.addSubnet(address, Number(prefix), family(address));
  }
  return list;
}

const loopback = listOf(["loopback"]);
const holds = (list: BlockList, address: string): boolean =>
  isIP(address) !== 0 && list.check(address, family(address));
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, "");

/** This machine itself, or a proxy on it that names nobody: no limit per address fits it. */
export const isLoopback = (address: string): boolean => holds(loopback, plain(address));

/**
 * The address that a request comes from: the last hop in `X-Forwarded-For` that is no trusted
 * proxy. What stands before it anybody may have written. The HTTP side's `request.ip` says the same.
 */
export function addressOf(trustedProxies: readonly string[]): (request: IncomingMessage) => string {
  const trusted = listOf(trustedProxies);
  return ({ headers, socket }) => {
    const forwarded = headers["x-forwarded-for"];
    const hops = (Array.isArray(forwarded) ? forwarded.join(",") : (forwarded ?? ""))
      .split(",")
      .map((hop) => hop.trim())
      .filter((hop) => hop !== "");
    let address = plain(socket.remoteAddress ?? "");
    while (holds(trusted, address)) {
      const hop = hops.pop();
      if (hop === undefined) break;
      address = plain(hop);
    }
    return address;
  };
}
