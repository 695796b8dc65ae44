/** ② A visitor's socket: takes the seat that its ticket proves, sends commands and signals. */
import {
  IceRequest,
  type Joined,
  JoinRequest,
  SignalOut,
  VISITOR,
  type VisitorCommand,
  VisitorCommandEnvelope,
} from "@knockknock/protocol";
import type { CommandId } from "../calls/answered.ts";
import type { CallCore } from "../calls/core.ts";
import type { CallEvent, CallState } from "../calls/machine.ts";
import { callView } from "../calls/view.ts";
import { Refusal } from "../refusal.ts";
import { ownPage } from "../sites/own-page.ts";
import { iceForCall } from "../turn/credentials.ts";
import { invitation } from "./call-back.ts";
import { annotated, notSeated, report, stayed } from "./commands.ts";
import { handler, type Handlers, type Later } from "./gate.ts";
import { PageMoves } from "./page-moves.ts";
import type { Reachable } from "./reachable.ts";
import type { Relay } from "./relay.ts";
import type { Seats } from "./seats.ts";
import type { VisitorSocket } from "./types.ts";

export function visitorHandlers(
  core: CallCore,
  seats: Seats,
  relay: Relay,
  reachable: Reachable,
): Handlers<VisitorSocket> {
  const { service, clock, history, log } = core;
  const pages = new PageMoves(clock, (callId, page) => {
    service
      .dispatch(callId, { type: "page", page })
      .catch((error: unknown) => log.error({ err: error, callId }, "a page could not be written"));
  });

  async function join(socket: VisitorSocket, request: JoinRequest, later: Later): Promise<Joined> {
    const { callId, fresh, lastSeq, ticket } = request;
    const redeemed = await core.redeem(callId, ticket);
    if (redeemed === null || redeemed.state.siteId !== socket.data.siteId) {
      throw new Refusal(
        "ticket_expired",
        "This ticket opens no call (any more). Knock again to start a new one.",
      );
    }
    // The socket may have closed while the ticket was looked at: nobody would free the seat.
    if (!socket.connected) throw notSeated();
    seats.seatVisitor(callId, socket);
    const outcome = await service.dispatch(callId, { type: "joined", who: VISITOR, fresh });
    if (!outcome.ok) throw new Refusal(outcome.error.code, outcome.error.message);
    const calling = reachable.seated(outcome.state, socket);
    later(() => {
      relay.release(callId);
      if (calling !== null) socket.emit("incoming", invitation(core, calling));
    });
    const chat = await core.store.chatSince(callId, lastSeq);
    const state = service.active.get(callId)?.state ?? outcome.state;
    const now = clock.now();
    return {
      call: callView(state, "visitor", now),
      chat,
      ticket: redeemed.next,
      ice: iceForCall(core.turn, state, VISITOR, now),
    };
  }

  async function command(
    socket: VisitorSocket,
    { callId, key, command, agoMs = 0 }: VisitorCommandEnvelope,
  ): Promise<{ call: ReturnType<typeof callView> }> {
    if (socket.data.callId !== callId) throw notSeated();
    await stayed(core, seats, socket, callId);
    const checked =
      command.type === "page" ? { ...command, page: ownPage(command.page, socket.data) } : command;
    const state = await run(callId, checked, { principal: VISITOR, key, agoMs });
    return { call: callView(state, "visitor", clock.now()) };
  }

  async function run(callId: string, command: VisitorCommand, id: CommandId): Promise<CallState> {
    switch (command.type) {
      case "chat":
        return report(await service.chat(callId, VISITOR, command.message, id));
      case "summary":
        return annotated(core, callId, await history.quality(callId, VISITOR, command.summary));
      case "rate":
        return annotated(core, callId, await history.rate(callId, command.stars, command.comment));
      case "decline":
        return report(await core.decline(callId, VISITOR, id));
      case "page":
        return pages.isDue(callId, command.page)
          ? report(await service.dispatch(callId, { type: "page", page: command.page }, id))
          : annotated(core, callId, null);
      case "accept":
      case "hangup":
      case "cancel":
      case "report":
      case "media":
      case "permission":
      case "rebuild":
      case "ended_by_peer":
        return report(await service.dispatch(callId, visitorEvent(command, id), id));
    }
  }

  return {
    join: handler(JoinRequest, join, { inOrder: true, rate: core.limits.joinsPerSocket }),
    command: handler(VisitorCommandEnvelope, command, { inOrder: true }),
    signal: handler(SignalOut, (socket: VisitorSocket, signal) => {
      if (socket.data.callId !== signal.callId) throw notSeated();
      relay.fromVisitor(signal);
      return Promise.resolve(null);
    }),
    ice: handler(IceRequest, (socket: VisitorSocket, { callId }) => {
      const state = service.active.get(callId)?.state;
      if (socket.data.callId !== callId || state === undefined) throw notSeated();
      return Promise.resolve(iceForCall(core.turn, state, VISITOR, clock.now()));
    }),
  };
}

function visitorEvent(
  command: Exclude<VisitorCommand, { type: "chat" | "summary" | "rate" | "decline" | "page" }>,
  { agoMs }: CommandId,
): CallEvent {
  switch (command.type) {
    case "accept":
      return { type: "accept", who: VISITOR, fresh: false };
    case "hangup":
      return { type: "hangup", who: VISITOR, agoMs };
    case "cancel":
      return { type: "cancel", who: VISITOR };
    case "report":
      return { type: "report", who: VISITOR, leg: command.leg };
    case "media":
      return { type: "media", who: VISITOR, media: command.media };
    case "permission":
      return { type: "permission", who: VISITOR, permission: command.permission };
    case "rebuild":
      return {
        type: "rebuild",
        who: VISITOR,
        agentId: command.agentId,
        epoch: command.epoch,
      };
    case "ended_by_peer":
      return {
        type: "ended_by_peer",
        who: VISITOR,
        reason: command.reason,
        agoMs,
      };
  }
}
