/**
 * The ticket that proves who returns to a visitor's seat. It names a generation; generation n is
 * good until n + 1 is first used, so that a page which is replaced before it could store the
 * newer ticket still gets back in with the one it has.
 */
import { createHmac, timingSafeEqual } from "node:crypto";

export interface Tickets {
  issue(callId: string, generation: number): string;
  /**
   * The ticket's generation when it is genuine and neither older than `used` nor never issued;
   * null otherwise. The comparison takes the same time whatever differs.
   */
  check(callId: string, ticket: string, used: number): number | null;
  /** True for the one ticket that the seated page, or else the one that knocked, was given last. */
  isHeld(callId: string, ticket: string, used: number): boolean;
  /** The generation of a ticket that this server issued, of whatever age; null otherwise. */
  genuine(callId: string, ticket: string): number | null;
}

/** Longest decimal that is certainly an integer in a double, far beyond any real generation. */
const GENERATION = /^[1-9]\d{0,8}$/;

export function createTickets(secret: string): Tickets {
  const key = createHmac("sha256", secret).update("knock-knock call ticket").digest();
  const sign = (callId: string, generation: number) =>
    createHmac("sha256", key).update(`${callId}.${generation}`).digest();
  const genuine = (callId: string, ticket: string): number | null => {
    const dot = ticket.indexOf(".");
    const number = ticket.slice(0, Math.max(dot, 0));
    if (!GENERATION.test(number)) return null;
    const generation = Number(number);
    const expected = sign(callId, generation);
    const given = Buffer.from(ticket.slice(dot + 1), "base64url");
    return given.length === expected.length && timingSafeEqual(given, expected) ? generation : null;
  };
  return {
    issue: (callId, generation) =>
      `${generation}.${sign(callId, generation).toString("base64url")}`,
    genuine,
    isHeld: (callId, ticket, used) => genuine(callId, ticket) === used + 1,
    check(callId, ticket, used) {
      const generation = genuine(callId, ticket);
      return generation === used || generation === used + 1 ? generation : null;
    },
  };
}
