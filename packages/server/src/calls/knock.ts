/** ② A knock: limits, identity, then a new call that rings at once where somebody is free. */
import { randomBytes } from "node:crypto";
import {
  type CallView,
  clip,
  type IceConfig,
  type KnockRequest,
  LIMITS,
  VISITOR,
  type WireError,
} from "@knockknock/protocol";
import { verifyIdentity } from "../auth/identity.ts";
import { freeAgents } from "../queue/router.ts";
import type { Presence } from "../queue/presence.ts";
import { iceForCall } from "../turn/credentials.ts";
import { Refusal } from "../refusal.ts";
import { ownPage } from "../sites/own-page.ts";
import { Callers } from "./callers.ts";
import { deviceName } from "./device.ts";
import { DEFAULT_TIMINGS, isWaiting, knocked, type NewCall } from "./machine.ts";
import type { CallMetrics } from "./metrics.ts";
import type { Clock, Limits, Site, SiteDirectory, TurnConfig } from "./ports.ts";
import { RateLimit } from "./rate.ts";
import type { History } from "./record.ts";
import type { CallService } from "./service.ts";
import type { CallStore, Tx } from "./store.ts";
import type { Tickets } from "./ticket.ts";
import { callView, type StoredCard } from "./view.ts";

export interface KnockParts {
  readonly service: CallService;
  readonly store: CallStore;
  readonly history: History;
  readonly presence: Presence;
  readonly tickets: Tickets;
  readonly clock: Clock;
  readonly turn: TurnConfig;
  readonly limits: Limits;
  readonly metrics: CallMetrics;
  readonly sites: Pick<SiteDirectory, "identityKeys">;
}

export interface Knocker {
  /** IP address as the proxy chain tells it. */
  readonly address: string;
  readonly userAgent: string;
}

/** Who knocks, as far as known. */
interface Caller {
  readonly name: string | null;
  readonly email: string | null;
  readonly verified: boolean;
  readonly person: string | null;
  readonly token: { readonly jti: string; readonly expiresAt: number } | null;
}

export interface Answer {
  readonly call: CallView;
  readonly ticket: string;
  readonly ice: IceConfig;
}

export const newId = (): string => randomBytes(12).toString("base64url");

export class Doorbell {
  private readonly parts: KnockParts;
  private readonly perSite: RateLimit;
  private readonly callers: Callers;
  private closed = false;

  constructor(parts: KnockParts) {
    this.parts = parts;
    this.perSite = new RateLimit(parts.limits.knocksPerSite, () => parts.clock.now());
    this.callers = new Callers(parts.limits, parts.clock);
    parts.service.listen({
      changed: ({ after }) => {
        if (isWaiting(after.phase)) return;
        const rang = Object.keys(after.epochs).length > 0;
        const relayed = rang && parts.turn.secret !== null;
        this.callers.leave(after.id, relayed && after.answeredAt === null);
      },
      ringEnded: () => undefined,
    });
  }

  /** The server is going down: nobody else is let in. */
  close(): void {
    this.closed = true;
  }

  /**
   * Opens a call, or answers again for a key that opened one. Rejects with a `Refusal`:
   * `rate_limited`, `busy` or `unauthorized`.
   */
  async knock(site: Site, request: KnockRequest, knocker: Knocker): Promise<Answer> {
    const { service, store, presence, clock } = this.parts;
    const known = await store.byKnock(site.id, request.key);
    if (known !== null) return this.answer(known.state, known.ticketUsed + 1);
    this.checkLimits(site, knocker.address);

    const now = clock.now();
    const caller = await this.identify(site, request, now);
    const id = newId();
    // Counted before the first wait on the database, or a burst would slip through together.
    this.callers.enter(id, knocker.address);
    try {
      const card: StoredCard = {
        name: caller.name,
        email: caller.email,
        verified: caller.verified,
        device: deviceName(knocker.userAgent),
        language: request.language,
        ...(caller.person === null
          ? { earlierCalls: 0, lastCallAt: null }
          : await this.parts.history.earlier(site.id, caller.person)),
      };
      const call: NewCall = {
        id,
        siteId: site.id,
        siteName: site.name,
        timings: { ...DEFAULT_TIMINGS, ...site.timings },
        relayOnly: site.relayOnly,
        visitorName: caller.name,
        page: ownPage(request.page, site),
      };
      const queued = [...service.active.values()].filter(
        ({ state }) => state.siteId === site.id && state.phase.name === "queued",
      ).length;
      const queue = { position: queued + 1, anyoneOnline: presence.anyoneOnline() };
      const snapshot = { calls: service.active.values(), online: presence.online() };
      const state = await service.open(
        {
          state: knocked(call, queue, now),
          card,
          knockKey: request.key,
          person: caller.person,
        },
        // Those who are free ring at once; the router then looks after everything else.
        [{ type: "agents_available", agents: freeAgents(snapshot) }],
        (tx) => useToken(tx, site.id, caller.token, now),
      );
      return this.answer(state, 1);
    } catch (error) {
      this.callers.leave(id, false);
      const raced = await store.byKnock(site.id, request.key);
      if (raced !== null) return this.answer(raced.state, raced.ticketUsed + 1);
      throw error;
    }
  }

  private answer(state: Parameters<typeof callView>[0], generation: number): Answer {
    const { clock, tickets, turn, metrics } = this.parts;
    const now = clock.now();
    metrics.knocks.inc({ result: "accepted" });
    return {
      call: callView(state, "visitor", now),
      ticket: tickets.issue(state.id, generation),
      ice: iceForCall(turn, state, VISITOR, now),
    };
  }

  private checkLimits(site: Site, address: string): void {
    const { limits, service } = this.parts;
    if (this.closed) {
      throw new Refusal("busy", "The server is restarting. Try again in a few seconds.");
    }
    const excess = this.callers.excess(address);
    if (excess !== null) throw tooMany(excess.why, excess.retryAfterS);
    let waiting = 0;
    for (const { state } of service.active.values()) {
      if (state.siteId === site.id && isWaiting(state.phase)) waiting += 1;
    }
    if (waiting >= limits.waitingPerSite) {
      throw tooMany(`The queue of ${site.name} is full (${waiting} calls).`, 15);
    }
    const wait = this.perSite.take(site.id);
    if (wait !== null) throw tooMany(`${site.name} gets too many calls at once.`, wait);
  }

  private async identify(site: Site, { identity }: KnockRequest, now: number): Promise<Caller> {
    if (identity === undefined) {
      return { name: null, email: null, verified: false, person: null, token: null };
    }
    if (!("token" in identity)) {
      const email = clip(identity.email ?? "", LIMITS.email) || null;
      return {
        name: identity.name ?? null,
        email,
        verified: false,
        person: email === null ? null : `email:${email.toLowerCase()}`,
        token: null,
      };
    }
    const identityKeys = await this.parts.sites.identityKeys(site.id);
    const verified = await verifyIdentity(identity.token, { key: site.key, identityKeys }, now);
    if (!verified.ok) throw new Refusal(verified.error.code, verified.error.message);
    const { subject, name, email, jti, expiresAt } = verified.identity;
    const person =
      subject !== null
        ? `subject:${subject}`
        : email !== null
          ? `signed-email:${email.toLowerCase()}`
          : null;
    return { name, email, verified: true, person, token: { jti, expiresAt } };
  }
}

const tooMany = (why: string, retryAfterS: number): Refusal =>
  new Refusal("rate_limited", `${why} Try again in ${retryAfterS} s.`, { retryAfterS });

/** In the knock's own transaction: the token and the call count together or not at all. */
async function useToken(
  tx: Tx,
  siteId: string,
  token: Caller["token"],
  now: number,
): Promise<void> {
  if (token === null) return;
  await tx
    .deleteFrom("identityToken")
    .where("expiresAt", "<", now - 60_000)
    .execute();
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("identityToken")
    .values({ siteId, jti: token.jti, expiresAt: token.expiresAt })
    .onConflict((conflict) => conflict.columns(["siteId", "jti"]).doNothing())
    .executeTakeFirst();
  if ((numInsertedOrUpdatedRows ?? 0n) > 0n) return;
  const error: WireError = {
    code: "unauthorized",
    message: "The identity token was refused: its `jti` was used before. Sign a new one per call.",
  };
  throw new Refusal(error.code, error.message);
}
