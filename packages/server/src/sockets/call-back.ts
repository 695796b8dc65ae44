/** An agent calls a visitor who knocked in vain and is still on the site. */
import {
  CallBackRequest,
  type CallView,
  VISITOR,
  type VisitorIncoming,
} from "@knockknock/protocol";
import type { CallCore } from "../calls/core.ts";
import type { CallState } from "../calls/machine.ts";
import { RateLimit } from "../calls/rate.ts";
import { callView } from "../calls/view.ts";
import { Refusal } from "../refusal.ts";
import { iceForCall } from "../turn/credentials.ts";
import { report, sitDown } from "./commands.ts";
import { type Handler, handler } from "./gate.ts";
import type { Reachable } from "./reachable.ts";
import { maySit, type Seats } from "./seats.ts";
import type { AgentSocket } from "./types.ts";

export function callBackHandler(
  core: CallCore,
  seats: Seats,
  reachable: Reachable,
): Handler<AgentSocket> {
  const { clock, limits, store } = core;
  const rings = new RateLimit(limits.callsBackPerVisitor, () => clock.now());

  async function callBack(
    socket: AgentSocket,
    { callId, key }: CallBackRequest,
  ): Promise<{ call: CallView }> {
    const { agentId, name } = socket.data.agent;
    const origin = await store.read(callId);
    if (origin === null) throw gone();
    // An answer that was lost is given again, whatever became of the call since.
    const known = await core.calledOut(origin, key);
    if (known !== null) {
      // Only who called has a leg in it from its beginning.
      if (!Object.hasOwn(known.epochs, agentId)) throw gone();
      const seated = maySit(known, agentId) ? await sitDown(core, seats, socket, known) : known;
      return { call: callView(seated, "agent", clock.now()) };
    }
    const page = reachable.page(callId);
    if (page === null) throw gone();
    // Who knocked three times is still one person.
    const waits = reachable.knocksOf(callId).map((knock) => rings.take(knock) ?? 0);
    const wait = Math.max(0, ...waits);
    if (wait > 0) {
      const message = `This visitor was called a moment ago. Try again in ${wait} s.`;
      throw new Refusal("rate_limited", message, { retryAfterS: wait });
    }
    const opened = report(await core.callOut(origin, { id: agentId, name }, key));
    const state = await sitDown(core, seats, socket, opened);
    reachable.rings(callId, state.id);
    page.emit("incoming", invitation(core, state));
    return { call: callView(state, "agent", clock.now()) };
  }

  return handler(CallBackRequest, callBack, { inOrder: true });
}

const gone = (): Refusal =>
  new Refusal("not_found", "This visitor has left the site, or is in a call.");

/** What a visitor's page needs to ring and to take its seat. */
export function invitation({ clock, tickets, turn }: CallCore, state: CallState): VisitorIncoming {
  const now = clock.now();
  return {
    call: callView(state, "visitor", now),
    ticket: tickets.issue(state.id, 1),
    ice: iceForCall(turn, state, VISITOR, now),
  };
}
