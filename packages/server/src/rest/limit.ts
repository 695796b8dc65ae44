import type { onRequestHookHandler } from "fastify";
import type { Clock, Rate } from "../calls/ports.ts";
import { addressKey, networkKey, RateLimit } from "../calls/rate.ts";
import { Refusal } from "../refusal.ts";

/** As much as three addresses: a /48 may be a company, and is never one phone. */
const ADDRESSES_PER_NETWORK = 3;

/** Refuses before the body is read, so that a flood from one address costs next to nothing. */
export function limitByAddress(
  rate: Rate,
  clock: Clock,
  onRefused: () => void = () => undefined,
): onRequestHookHandler {
  const limit = new RateLimit(rate, () => clock.now());
  const burst = rate.burst * ADDRESSES_PER_NETWORK;
  const perSecond = rate.perSecond * ADDRESSES_PER_NETWORK;
  const networks = new RateLimit({ burst, perSecond }, () => clock.now());
  return (request, _reply, next) => {
    const network = networkKey(request.ip);
    const retryAfterS =
      limit.take(addressKey(request.ip)) ?? (network === null ? null : networks.take(network));
    if (retryAfterS === null) {
      next();
      return;
    }
    onRefused();
    next(
      new Refusal(
        "rate_limited",
        `Too many requests from this address. Try again in ${retryAfterS} s.`,
        { retryAfterS },
      ),
    );
  };
}
