import { clip, KnockRequest, type KnockResponse, LIMITS } from "@knockknock/protocol";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { CallCore } from "../calls/core.ts";
import { Refusal } from "../refusal.ts";
import { checkVersion, siteFor } from "../sites/admission.ts";
import { parseBody } from "./body.ts";
import { limitByAddress } from "./limit.ts";

/** `POST /api/v1/knock`: opens a call, or answers again for the same key. */
export function knockRoute(app: FastifyInstance, core: CallCore): void {
  const { clock, doorbell, limits, metrics, sites } = core;
  const refused = (result: string) => metrics.knocks.inc({ result });
  const answer = async (request: FastifyRequest): Promise<KnockResponse> => {
    try {
      const knock = parseBody(KnockRequest, request.body);
      checkVersion(knock.v);
      const site = await siteFor(sites, knock.site, request.headers.origin);
      const userAgent = clip(request.headers["user-agent"] ?? "", LIMITS.userAgent);
      return await doorbell.knock(site, knock, { address: request.ip, userAgent });
    } catch (error) {
      refused(error instanceof Refusal ? error.wire.code : "internal");
      throw error;
    }
  };
  const onRequest = limitByAddress(limits.knocksPerAddress, clock, () => refused("rate_limited"));
  app.post("/api/v1/knock", { schema: { hide: true }, onRequest }, (request) => answer(request));
}
