import { run, runInside } from "./shell.ts";
import type { Home } from "./topology/addresses.ts";

/** The five networks of the matrix, in the order of the table, and IPv6 without IPv4. */
export const NETWORKS = [
  "open",
  "port-restricted",
  "symmetric",
  "udp-blocked",
  "tcp-443-only",
] as const;
export type Network = (typeof NETWORKS)[number] | "ipv6-only";

const hasUdp = (network: Network) => network !== "udp-blocked" && network !== "tcp-443-only";

/**
 * Whether theory leaves no direct path (RFC 5128 section 3.3): an end without UDP, ends without a
 * common address family, or a symmetric NAT whose other end lets nothing in from a port that it
 * has not sent to.
 */
export function relayNeeded(one: Network, other: Network): boolean {
  if (!hasUdp(one) || !hasUdp(other)) return true;
  if (one === "ipv6-only" || other === "ipv6-only") return one !== other;
  if (one === "open" || other === "open") return false;
  return one === "symmetric" || other === "symmetric";
}

export interface Weather {
  /** Packets lost in each direction, 0–1. */
  readonly loss: number;
  /** Nothing passes, and nobody is told: as in a lift. */
  readonly cut: boolean;
}
export const FAIR: Weather = { loss: 0, cut: false };

/**
 * The router's nftables for a network. Linux `masquerade` keeps the port where it can and lets
 * answers in only from where a packet went: a port-restricted NAT. With `random,fully-random`
 * each destination gets another port: a symmetric one. What arrives unasked is dropped before
 * connection tracking confirms it; otherwise it would take the port that a hole punch needs.
 */
export function ruleset(network: Network, weather: Weather): string {
  const natted = network !== "open" && network !== "ipv6-only";
  const forward = [
    ...(weather.cut ? ["drop"] : []),
    ...(weather.loss > 0
      ? [`numgen random mod 10000 < ${Math.round(weather.loss * 10_000)} drop`]
      : []),
    ...(network === "udp-blocked" ? ["meta l4proto udp drop"] : []),
    ...(network === "tcp-443-only"
      ? ['iifname "lan" tcp dport 443 accept', 'iifname "lan" drop']
      : []),
    ...(natted ? ['iifname "wan" ct state new drop'] : []),
  ];
  const masquerade = network === "symmetric" ? "masquerade random,fully-random" : "masquerade";
  return `
flush ruleset
table inet lab {
  chain forward {
    type filter hook forward priority filter; policy accept;
    ${forward.join("\n    ")}
  }
  chain input {
    type filter hook input priority filter; policy accept;
    ${natted ? 'iifname "wan" meta l4proto { tcp, udp } drop' : ""}
  }
  chain postrouting {
    type nat hook postrouting priority srcnat; policy accept;
    ${natted ? `oifname "wan" ${masquerade}` : ""}
  }
}
`;
}

export const setWeather = (home: Home, network: Network, weather: Weather) =>
  runInside(home.router, "nft", ["-f", "-"], ruleset(network, weather));

/** Puts a home on a network: addresses of the person and of the router's inner side, then rules. */
export async function putOn(home: Home, network: Network): Promise<void> {
  await assignAddress(home, network, "person");
  await setWeather(home, network, FAIR);
}

/** The person's machine changes its address in mid-call, as from Wi-Fi to a telephone's hotspot. */
export const moveAddress = (home: Home, network: Network) => assignAddress(home, network, "moved");

async function assignAddress(home: Home, network: Network, which: "person" | "moved") {
  const v6 = network === "ipv6-only";
  const lan = v6 ? home.v6 : network === "open" ? home.public : home.private;
  const bits = v6 ? 64 : network === "open" ? 25 : 24;
  const nodad = v6 ? " nodad" : "";
  const batch = (namespace: string, lines: string[]) =>
    run("ip", ["-n", namespace, "-batch", "-"], lines.join("\n"));
  await batch(home.router, [
    "addr flush dev lan",
    `addr add ${lan.router}/${bits} dev lan${nodad}`,
  ]);
  await batch(home.namespace, [
    "addr flush dev eth0",
    `addr add ${lan[which]}/${bits} dev eth0${nodad}`,
    `route replace default via ${lan.router}`,
  ]);
}
