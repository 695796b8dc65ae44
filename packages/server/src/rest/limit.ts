import type { onRequestHookHandler } from "fastify";
import type { Clock, Rate } from "../calls/ports.ts";
import { addressKey, RateLimit } from "../calls/rate.ts";
import { Refusal } from "../refusal.ts";

/** Refuses before the body is read, so that a flood from one address costs next to nothing. */
export function limitByAddress(
  rate: Rate,
  clock: Clock,
  onRefused: () => void = () => undefined,
): onRequestHookHandler {
  const limit = new RateLimit(rate, () => clock.now());
  return (request, _reply, next) => {
    const retryAfterS = limit.take(addressKey(request.ip));
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
