/**
 * When to call a link lost and what to do about it, in tiers: restart ICE, restart again, ask for
 * a new connection, give up. Pure: facts and the time go in, at most one action comes out.
 */
import * as RECOVERY from "./recovery-times.ts";

export interface LinkFacts {
  readonly now: number;
  /** When the link first came up; null = not yet. */
  readonly upAt: number | null;
  /** Last heartbeat or media; also set when the transport comes up. */
  readonly aliveAt: number;
  readonly transport: RTCPeerConnectionState;
  /**
   * Silence says less: the peer's page is hidden, or this one is so busy that it has not yet compared
   * what its browser received.
   */
  readonly slow: boolean;
  /** The peer hears nothing from here, and only this side may do something about it. */
  readonly unheard: boolean;
  /** A road for offers exists: the server, or the data channel. */
  readonly canSignal: boolean;
  /**
   * An offer is on its way and has no answer yet, as far as this side can know: the one that does
   * not offer never can. The old path is still tried meanwhile, and is back first after most cuts.
   */
  readonly unanswered: boolean;
  /** The network changed under the link; of one that was up, also: the server is back. */
  readonly nudged: boolean;
  /** The peer's page is being replaced: it will offer anew, restarting is of no use. */
  readonly peerLeaving: boolean;
}

export type RecoveryState =
  | {
      readonly name: "connecting";
      /** When the connection began, its offer was answered, or another one was asked for. */
      readonly since: number;
      readonly asked: boolean;
      /** How many before it did not come up, whichever side asked for the next. */
      readonly tried: number;
    }
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
export function isDeaf({ aliveAt, now, slow, transport, upAt }: LinkFacts): boolean {
  const silence = now - aliveAt;
  if (transport === "failed" || transport === "closed") return true;
  if (transport === "disconnected" && silence >= RECOVERY.silenceMs / 2) return true;
  const patience = slow ? RECOVERY.slowSilenceMs : RECOVERY.silenceMs;
  return silence >= patience && now - (upAt ?? 0) >= RECOVERY.settleMs;
}

interface Step {
  readonly state: RecoveryState;
  readonly action: RecoveryAction | null;
}

export function recover(state: RecoveryState, facts: LinkFacts): Step {
  if (state.name === "lost") return { state, action: null };
  if (state.name === "connecting" && facts.upAt === null) return connect(state, facts);

  const down = isDeaf(facts) || facts.unheard || facts.peerLeaving;

  if (!down) return { state: { name: "up" }, action: null };

  const recovering =
    state.name === "recovering"
      ? withAnswer(state, facts)
      : { name: "recovering" as const, since: facts.now, tried: 0, triedAt: null, held: false };
  if (facts.now - recovering.since >= RECOVERY.giveUpMs) {
    return { state: { name: "lost" }, action: "give_up" };
  }
  if (facts.peerLeaving || !facts.canSignal) return { state: recovering, action: null };

  const { held, tried, triedAt } = recovering;
  // What never came up has no path to restart: candidates of its time may belong to a dead network.
  const ready = facts.upAt !== null && facts.transport !== "closed";
  const firstMs = facts.upAt === null ? RECOVERY.connectMs : RECOVERY.restartMs;
  const restartMs = held ? RECOVERY.answerMs : firstMs;
  const wait = tried <= RECOVERY.restarts ? restartMs : RECOVERY.rebuildMs;
  const due = triedAt === null || facts.now - triedAt >= wait;
  // A new network makes another restart worthwhile whatever was tried on the old one.
  if (facts.nudged) {
    const again = { ...recovering, tried: Math.min(tried, 1), triedAt: facts.now };
    return { state: again, action: ready ? "restart" : "rebuild" };
  }
  if (!due) return { state: recovering, action: null };
  if (held || tried >= RECOVERY.restarts || !ready) {
    const rebuilds = Math.max(tried, RECOVERY.restarts) + 1;
    const next = { ...recovering, tried: rebuilds, triedAt: facts.now, held: false };
    return { state: next, action: "rebuild" };
  }
  return { state: { ...recovering, tried: tried + 1, triedAt: facts.now }, action: "restart" };
}

/** A link that has never been up: nothing is lost by beginning anew but the time it took so far. */
function connect(
  state: Extract<RecoveryState, { name: "connecting" }>,
  { canSignal, now, nudged, peerLeaving, transport, unanswered }: LinkFacts,
): Step {
  const { asked, tried } = state;
  // An offer that nobody has answered is repeated, with all that was found since.
  const since = unanswered ? now : state.since;
  const broken = transport === "failed" || transport === "disconnected";
  const slowMs = tried === 0 ? RECOVERY.connectMs : RECOVERY.rebuildMs;
  // At once for one that broke while it rang; what follows it may break as fast.
  const brokenMs = asked || tried > 0 ? 1_000 : 0;
  const due = now - since >= slowMs || (broken && now - state.since >= brokenMs);
  if (!canSignal || peerLeaving || !(nudged || (due && tried < RECOVERY.rebuilds))) {
    return { state: { ...state, since }, action: null };
  }
  return { state: { ...state, since: now, asked: true }, action: "rebuild" };
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
