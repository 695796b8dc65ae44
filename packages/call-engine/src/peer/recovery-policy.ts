/**
 * When to call a link lost and what to do about it, in tiers: restart ICE, restart again, ask for
 * a new connection, give up. Pure: facts and the time go in, at most one action comes out.
 */
export const RECOVERY = {
  /** Silence (no heartbeat, no media) after which a link counts as down. */
  silenceMs: 1_200,
  /** The same while the peer's page is hidden: browsers slow its timers down to one a second. */
  hiddenSilenceMs: 3_000,
  /** A link that has just come up may be silent this long: the page around it is still busy. */
  settleMs: 3_000,
  /** How long each tier may take before the next one is tried. */
  restartMs: 4_000,
  /** The same for a restart that nobody has answered: the peer cannot be told of a rebuild either. */
  answerMs: 20_000,
  rebuildMs: 9_000,
  restarts: 2,
  /** From the first silence to the honest end. */
  giveUpMs: 45_000,
} as const;

export interface LinkFacts {
  readonly now: number;
  /** When the link first came up. */
  readonly upAt: number;
  /** Last heartbeat or media; also set when the transport comes up. */
  readonly aliveAt: number;
  readonly transport: RTCPeerConnectionState;
  readonly peerHidden: boolean;
  /** The peer hears nothing from here, and only this side may do something about it. */
  readonly unheard: boolean;
  /** A road for offers exists: the server, or the data channel. */
  readonly canSignal: boolean;
  /**
   * An offer is on its way and has no answer yet, as far as this side can know: the one that does
   * not offer never can. The old path is still tried meanwhile, and is back first after most cuts.
   */
  readonly unanswered: boolean;
  /** The network changed, or the server is back after having been away. */
  readonly nudged: boolean;
  /** The peer's page is being replaced: it will offer anew, restarting is of no use. */
  readonly peerLeaving: boolean;
}

export type RecoveryState =
  | { readonly name: "up" }
  | {
      readonly name: "recovering";
      readonly since: number;
      readonly tried: number;
      /** When the last tier began, or its offer was answered; null = none yet. */
      readonly triedAt: number | null;
      /** The last tier is a restart without an answer. */
      readonly held: boolean;
    }
  | { readonly name: "lost" };

export type RecoveryAction = "restart" | "rebuild" | "give_up";

/** Nothing arrives here. */
export function isDeaf({ aliveAt, now, peerHidden, transport, upAt }: LinkFacts): boolean {
  const silence = now - aliveAt;
  if (transport === "failed" || transport === "closed") return true;
  if (transport === "disconnected" && silence >= RECOVERY.silenceMs / 2) return true;
  const patience = peerHidden ? RECOVERY.hiddenSilenceMs : RECOVERY.silenceMs;
  return silence >= patience && now - upAt >= RECOVERY.settleMs;
}

export function recover(
  state: RecoveryState,
  facts: LinkFacts,
): { readonly state: RecoveryState; readonly action: RecoveryAction | null } {
  if (state.name === "lost") return { state, action: null };

  const down = isDeaf(facts) || facts.unheard || facts.peerLeaving;

  if (!down) return { state: { name: "up" }, action: null };

  const recovering =
    state.name === "recovering"
      ? withAnswer(state, facts)
      : { name: "recovering" as const, since: facts.aliveAt, tried: 0, triedAt: null, held: false };
  if (facts.now - recovering.since >= RECOVERY.giveUpMs) {
    return { state: { name: "lost" }, action: "give_up" };
  }
  if (facts.peerLeaving || !facts.canSignal) return { state: recovering, action: null };

  const { held, tried, triedAt } = recovering;
  const restartMs = held ? RECOVERY.answerMs : RECOVERY.restartMs;
  const wait = tried <= RECOVERY.restarts ? restartMs : RECOVERY.rebuildMs;
  const due = triedAt === null || facts.now - triedAt >= wait;
  // A new network makes another restart worthwhile whatever was tried on the old one.
  if (facts.nudged) {
    const again = { ...recovering, tried: Math.min(tried, 1), triedAt: facts.now };
    return { state: again, action: facts.transport === "closed" ? "rebuild" : "restart" };
  }
  if (!due) return { state: recovering, action: null };
  if (held || tried >= RECOVERY.restarts || facts.transport === "closed") {
    const rebuilds = Math.max(tried, RECOVERY.restarts) + 1;
    const next = { ...recovering, tried: rebuilds, triedAt: facts.now, held: false };
    return { state: next, action: "rebuild" };
  }
  return { state: { ...recovering, tried: tried + 1, triedAt: facts.now }, action: "restart" };
}

/** A restart has its time from the moment it was answered. */
function withAnswer(
  state: Extract<RecoveryState, { name: "recovering" }>,
  { now, transport, unanswered }: LinkFacts,
): Extract<RecoveryState, { name: "recovering" }> {
  const restarting = state.triedAt !== null && state.tried <= RECOVERY.restarts;
  const held = restarting && unanswered && transport !== "closed";
  return { ...state, held, triedAt: state.held && !held ? now : state.triedAt };
}
