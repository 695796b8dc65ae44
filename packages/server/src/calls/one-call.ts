/** An agent has one call at a time, and none after leaving the team. */
import { busyAgents } from "../queue/router.ts";
import type { CallService, CommandOutcome } from "./service.ts";

interface OneCallDeps {
  readonly service: Pick<CallService, "active">;
  /** Agents who left the team. */
  readonly dismissed: ReadonlySet<string>;
  readonly leaveCalls: (agentId: string) => Promise<unknown>;
}

/** @param callId the call that the agent may be in already; null when a new one begins */
type OneCall = (
  agentId: string,
  callId: string | null,
  run: () => Promise<CommandOutcome>,
) => Promise<CommandOutcome>;

export function onlyOneCall({ service, dismissed, leaveCalls }: OneCallDeps): OneCall {
  /** Agents whose accept is being written: they cannot win two calls at once. */
  const accepting = new Set<string>();
  return async (agentId, callId, run) => {
    const other = busyAgents(service.active.values()).get(agentId);
    if (accepting.has(agentId) || (other !== undefined && other !== callId)) {
      const message = "You are in a call. End it first, then take another.";
      return { ok: false, error: { code: "busy", message } };
    }
    accepting.add(agentId);
    try {
      const outcome = await run();
      if (!dismissed.has(agentId)) return outcome;
      await leaveCalls(agentId);
      const message = "You are no longer on the team.";
      return { ok: false, error: { code: "unauthorized", message } };
    } finally {
      accepting.delete(agentId);
    }
  };
}
