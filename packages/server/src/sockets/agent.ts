/** ③④ An agent's socket: availability, accept or decline, then the agent's seat in the call. */
import {
  type AgentCommand,
  AgentCommandEnvelope,
  AgentJoinRequest,
  AvailableRequest,
  IceRequest,
  type Joined,
  SignalOut,
} from "@knockknock/protocol";
import type { CommandId } from "../calls/answered.ts";
import type { CallCore } from "../calls/core.ts";
import type { CallEvent, CallState } from "../calls/machine.ts";
import { takesPart } from "../calls/service.ts";
import { callView } from "../calls/view.ts";
import { iceForCall } from "../turn/credentials.ts";
import { callBackHandler } from "./call-back.ts";
import { annotated, notSeated, report, sitDown } from "./commands.ts";
import type { Desks } from "./desk.ts";
import { handler, type Handlers } from "./gate.ts";
import type { Reachable } from "./reachable.ts";
import { legOf, type Relay } from "./relay.ts";
import { maySit, type Seats } from "./seats.ts";
import type { AgentSocket } from "./types.ts";

export function agentHandlers(
  core: CallCore,
  seats: Seats,
  relay: Relay,
  desks: Desks,
  reachable: Reachable,
): Handlers<AgentSocket> {
  const { service, clock, history, presence } = core;

  async function join(
    socket: AgentSocket,
    { callId, fresh, lastSeq }: AgentJoinRequest,
  ): Promise<Joined> {
    const { agentId } = socket.data.agent;
    const stored = service.active.get(callId) ?? (await core.store.read(callId));
    if (stored === null || !maySit(stored.state, agentId) || !socket.connected) {
      throw notSeated();
    }
    seats.seatAgent(callId, agentId, socket);
    if (stored.state.phase.name === "ended") seats.callOver(callId);
    const state = maySit(stored.state, agentId)
      ? report(await service.dispatch(callId, { type: "joined", who: agentId, fresh }))
      : stored.state;
    const chat = await core.store.chatSince(callId, lastSeq);
    const latest = service.active.get(callId)?.state ?? state;
    const now = clock.now();
    return {
      call: callView(latest, "agent", now),
      chat,
      ticket: "",
      ice: iceForCall(core.turn, latest, agentId, now),
    };
  }

  async function command(
    socket: AgentSocket,
    { callId, key, command, agoMs = 0 }: AgentCommandEnvelope,
  ): Promise<{ call: ReturnType<typeof callView> }> {
    const state = await run(socket, callId, command, {
      principal: socket.data.agent.agentId,
      key,
      agoMs,
    });
    return { call: callView(state, "agent", clock.now()) };
  }

  async function accept(socket: AgentSocket, callId: string, id: CommandId): Promise<CallState> {
    const { agentId } = socket.data.agent;
    const ringing = service.active.get(callId)?.state;
    const elsewhere = ringing !== undefined && relay.warmedElsewhere(ringing, agentId, socket);
    const state = report(await core.accept(callId, agentId, elsewhere, id));
    return takesPart(state, agentId) ? sitDown(core, seats, socket, state) : state;
  }

  async function run(
    socket: AgentSocket,
    callId: string,
    command: AgentCommand,
    id: CommandId,
  ): Promise<CallState> {
    const { agentId } = socket.data.agent;
    switch (command.type) {
      case "accept":
        return accept(socket, callId, id);
      case "decline":
        return report(await core.decline(callId, agentId, id));
      case "summary":
        return annotated(core, callId, await history.quality(callId, agentId, command.summary));
      case "report":
        // Ringing agents report the legs that they warm, before they have a seat.
        return report(await service.dispatch(callId, agentEvent(command, id), id));
      case "chat":
      case "hangup":
      case "media":
      case "permission":
      case "rebuild":
      case "hold":
      case "ended_by_peer":
        if (seats.agent(callId, agentId) !== socket) throw notSeated();
        return command.type === "chat"
          ? report(await service.chat(callId, agentId, command.message, id))
          : report(await service.dispatch(callId, agentEvent(command, id), id));
    }
  }

  return {
    available: handler(AvailableRequest, async (socket: AgentSocket, { available }) => {
      const { agentId } = socket.data.agent;
      await presence.setAvailable(agentId, available);
      desks.touch(agentId);
      return null;
    }),
    call_back: callBackHandler(core, seats, reachable),
    join: handler(AgentJoinRequest, join, { inOrder: true }),
    command: handler(AgentCommandEnvelope, command, { inOrder: true }),
    signal: handler(SignalOut, (socket: AgentSocket, signal) => {
      relay.fromAgent(socket.data.agent.agentId, socket, signal);
      return Promise.resolve(null);
    }),
    ice: handler(IceRequest, (socket: AgentSocket, { callId }) => {
      const { agentId } = socket.data.agent;
      const state = service.active.get(callId)?.state;
      if (state === undefined || legOf(state, agentId) === null) throw notSeated();
      return Promise.resolve(iceForCall(core.turn, state, agentId, clock.now()));
    }),
  };
}

function agentEvent(
  command: Exclude<AgentCommand, { type: "chat" | "summary" | "accept" | "decline" }>,
  { principal: who, agoMs }: CommandId,
): CallEvent {
  switch (command.type) {
    case "hangup":
      return { type: "hangup", who, agoMs };
    case "report":
      return { type: "report", who, leg: command.leg };
    case "media":
      return { type: "media", who, media: command.media };
    case "permission":
      return { type: "permission", who, permission: command.permission };
    case "rebuild":
      return { type: "rebuild", who, agentId: command.agentId, epoch: command.epoch };
    case "hold":
      return { type: "hold", who, on: command.on };
    case "ended_by_peer":
      return { type: "ended_by_peer", who, reason: command.reason, agoMs };
  }
}
