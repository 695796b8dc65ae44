/**
 * The lab's map. Every namespace carries the prefix, so that it can be taken down by name.
 * `KNOCK_LAB=2` makes it `kk2-`: a second lab beside a running one, with nothing in common.
 *
 *     kk-visitor ── kk-home-visitor ──┐                    ┌── kk-turn    coturn
 *                                     ├── kk-internet ─────┤
 *     kk-agent ──── kk-home-agent ────┘                    └── kk-server  Knock Knock
 *
 * Public addresses come from the documentation ranges (RFC 5737, RFC 3849).
 */
const WHICH = process.env["KNOCK_LAB"] ?? "";
// Two characters: the names of network interfaces end at fifteen.
if (!/^[a-z0-9]{0,2}$/.test(WHICH)) {
  throw new Error(`KNOCK_LAB is "${WHICH}"; it takes one or two small letters or digits.`);
}
export const PREFIX = `kk${WHICH}-`;
export const INTERNET = `${PREFIX}internet`;

export interface DataCentreHost {
  readonly namespace: string;
  /** Name → addresses, as a DNS would tell them. */
  readonly names: Readonly<Record<string, { readonly v4: string; readonly v6: string }>>;
}

export const TURN_NAME = "turn.lab.example";
export const CALLS_NAME = "calls.lab.example";
export const SHOP_NAME = "shop.lab.example";
/** For the benchmark that runs another product beside ours, on the same network. */
export const PEERJS_NAME = "peerjs.lab.example";

export const TURN_ADDRESS = { v4: "192.0.2.10", v6: "2001:db8::10" } as const;
export const TURN: DataCentreHost = {
  namespace: `${PREFIX}turn`,
  names: { [TURN_NAME]: TURN_ADDRESS },
};

/** The product and, on an origin of its own, the website that embeds it. */
export const CALLS_ADDRESS = { v4: "192.0.2.20", v6: "2001:db8::20" } as const;
export const SHOP_ADDRESS = { v4: "192.0.2.21", v6: "2001:db8::21" } as const;
export const PEERJS_ADDRESS = { v4: "192.0.2.22", v6: "2001:db8::22" } as const;
export const SERVER: DataCentreHost = {
  namespace: `${PREFIX}server`,
  names: {
    [CALLS_NAME]: CALLS_ADDRESS,
    [SHOP_NAME]: SHOP_ADDRESS,
    [PEERJS_NAME]: PEERJS_ADDRESS,
  },
};

export const DATA_CENTRE_GATEWAY = { v4: "192.0.2.1", v6: "2001:db8::1" } as const;

export interface Home {
  readonly who: "visitor" | "agent";
  readonly namespace: string;
  readonly router: string;
  /** The link between the home's router and the internet. */
  readonly wan: {
    readonly router: string;
    readonly internet: string;
    readonly router6: string;
    readonly internet6: string;
  };
  /** Behind NAT. */
  readonly private: { readonly router: string; readonly person: string; readonly moved: string };
  /** Without NAT: the addresses that `open` gives. */
  readonly public: {
    readonly network: string;
    readonly router: string;
    readonly person: string;
    readonly moved: string;
  };
  readonly v6: {
    readonly network: string;
    readonly router: string;
    readonly person: string;
    readonly moved: string;
  };
}

const home = (who: Home["who"], net: string, lan: string, number: number): Home => ({
  who,
  namespace: `${PREFIX}${who}`,
  router: `${PREFIX}home-${who}`,
  wan: {
    internet: `${net}.1`,
    router: `${net}.2`,
    internet6: `2001:db8:f${number}::1`,
    router6: `2001:db8:f${number}::2`,
  },
  private: { router: `${lan}.1`, person: `${lan}.2`, moved: `${lan}.77` },
  public: {
    network: `${net}.128/25`,
    router: `${net}.129`,
    person: `${net}.130`,
    moved: `${net}.177`,
  },
  v6: {
    network: `2001:db8:${number}::/64`,
    router: `2001:db8:${number}::1`,
    person: `2001:db8:${number}::2`,
    moved: `2001:db8:${number}::77`,
  },
});

export const VISITOR_HOME = home("visitor", "198.51.100", "192.168.101", 1);
export const AGENT_HOME = home("agent", "203.0.113", "192.168.102", 2);
export const HOMES = [VISITOR_HOME, AGENT_HOME] as const;
