import { signal } from "@preact/signals-core";
import * as z from "zod/mini";
import {
  CallUpdate,
  CommandResult,
  DeskState,
  type ParticipantId,
  PROTOCOL_VERSION,
  ReplacedInfo,
  RingEnded,
  SignalIn,
} from "@knockknock/protocol";
import { callModel } from "./call-model.ts";
import { CallSession } from "./call-session.ts";
import type { AgentDesk, AgentDeskOptions } from "./clients.ts";
import { EngineError } from "./lib/errors.ts";
import { newId } from "./lib/ids.ts";
import { Scope } from "./lib/scope.ts";
import { DeviceMemory } from "./media/device-memory.ts";
import type { CallModel } from "./model.ts";
import { Legs } from "./peer/legs.ts";
import type { Platform } from "./platform.ts";
import type { CallChannel } from "./signaling/call-channel.ts";
import { type Seat, SeatKeeper } from "./signaling/seat.ts";
import { onEvent, request } from "./signaling/wire.ts";

export function makeAgentDesk(options: AgentDeskOptions, platform: Platform): AgentDesk {
  const state = signal<DeskState | null>(null);
  const connection = signal<"connecting" | "online" | "offline" | "signed_out">("connecting");
  const call = signal<CallModel | null>(null);
  const lastRingEnded = signal<RingEnded | null>(null);
  const scope = new Scope();
  const memory = new DeviceMemory(platform.deviceStorage);
  const seat = new SeatKeeper(options.storage, "agent");
  const warm = new Map<string, Legs>();
  let session: CallSession | null = null;
  /** Of calls that are over and whose last commands the server has yet to hear. */
  let undelivered: CallChannel[] = [];

  const wire = platform.openWire(`${options.serverUrl}/agent`, async () => ({
    v: PROTOCOL_VERSION,
    ticket: await options.ticket(),
  }));
  scope.add(() => wire.close());

  const signOut = (): void => {
    connection.value = "signed_out";
    for (const legs of warm.values()) legs.close();
    warm.clear();
    wire.close();
  };
  wire.onState((connected) => {
    connection.value = connected ? "online" : "offline";
    session?.channel?.connectionChanged(connected);
    undelivered = undelivered.filter((channel) => !channel.idle);
    for (const channel of undelivered) channel.connectionChanged(connected);
  });
  wire.onFailure(({ code, step }) => {
    // A used-up ticket is replaced; a session that gives none is over.
    if (step === "auth" && code === "unauthorized") signOut();
    else connection.value = "offline";
  });
  onEvent(wire, "desk", DeskState, (desk) => {
    state.value = desk;
    prewarm();
    resume(desk);
  });
  onEvent(wire, "ring_ended", RingEnded, (info) => {
    lastRingEnded.value = info;
    cool(info.callId);
  });
  onEvent(wire, "update", CallUpdate, (update) => {
    if (update.chat !== undefined) session?.channel?.receiveChat(update.chat, update.call.seq);
    session?.channel?.receiveView(update.call);
  });
  onEvent(wire, "signal", SignalIn, (signalled) => {
    const legs = warm.get(signalled.callId);
    if (legs !== undefined) legs.receive(signalled);
    else session?.channel?.receiveSignal(signalled);
  });
  onEvent(wire, "replaced", ReplacedInfo, ({ callId }) => {
    if (session === null || session.view.peek()?.id !== callId) return;
    session.finish({ reason: "replaced", by: "system", durationMs: session.timer.elapsed() });
  });
  wire.on("signed_out", signOut);
  scope.add(platform.onAttention(() => prewarm()));

  function legsFor(selfId: ParticipantId, callId: string): Legs {
    const { clock, createConnection } = platform;
    return new Legs(
      { self: "agent", selfId, clock, createConnection, hidden: () => platform.hidden() },
      {
        send: (to, epoch, payload) => {
          // What does not arrive is repeated by the link itself.
          request(wire, "signal", { callId, to, epoch, payload }, z.null()).catch(() => undefined);
        },
        onMessage: () => undefined,
        onFailure: () => undefined,
      },
    );
  }

  /** While it rings, ICE and DTLS are done already: a connection without any media. */
  function prewarm(): void {
    const desk = state.peek();
    if (desk === null) return;
    const ringing = new Set(desk.incoming.map((incoming) => incoming.callId));
    for (const callId of warm.keys()) if (!ringing.has(callId)) cool(callId);
    // A console in the background is not where this agent will answer.
    if (platform.hidden()) return;
    for (const { callId, prewarm: offered } of desk.incoming) {
      if (offered === null) continue;
      const legs = warm.get(callId) ?? legsFor(desk.agent.id, callId);
      if (!warm.has(callId)) {
        warm.set(callId, legs);
        legs.useIce(offered.ice);
      }
      legs.update([{ agentId: desk.agent.id, epoch: offered.epoch, live: false }]);
    }
  }

  function cool(callId: string): void {
    if (callId === accepting) return;
    warm.get(callId)?.close();
    warm.delete(callId);
  }
  /** Between the click and the server's answer the card may go before the call is here. */
  let accepting: string | null = null;

  function open(
    selfId: ParticipantId,
    callId: string,
    restored: Seat | null,
    legs?: Legs,
  ): CallSession {
    const opened = new CallSession({
      self: "agent",
      selfId,
      platform,
      memory,
      seat,
      restored,
      page: null,
      relay: (out) => request(wire, "signal", { ...out, callId }, z.null()),
      ...(legs === undefined ? {} : { legs }),
    });
    opened.studio.begin();
    return opened;
  }

  function enter(entered: CallSession, callId: string, fresh: boolean): void {
    session = entered;
    entered.attach({ wire, callId, ticket: null, onTicket: () => undefined, fresh });
    call.value = callModel(entered);
  }

  /** This tab was in a call before it was loaded anew. Another tab's call is left alone. */
  function resume(desk: DeskState): void {
    const held = seat.seat;
    if (held === null || session !== null || accepting !== null) return;
    if (desk.currentCallId !== held.callId) return seat.leave();
    const resumed = open(desk.agent.id, held.callId, held);
    void resumed.studio.local.request({ audio: held.audio, video: held.video });
    enter(resumed, held.callId, true);
    resumed.channel?.connectionChanged(wire.connected);
  }

  async function accept(callId: string): Promise<void> {
    const desk = state.peek();
    if (desk === null || accepting !== null) {
      throw new EngineError("closed", "This desk is not ready to take a call");
    }
    close();
    if (session !== null) throw new EngineError("closed", "End the running call first");
    accepting = callId;
    const legs = warm.get(callId);
    const accepted = open(desk.agent.id, callId, null, legs);
    // The camera's prompt must not hold up the connection: nobody waits for it.
    void accepted.studio.local.request({ audio: true, video: true });
    try {
      const envelope = { callId, key: newId(), command: { type: "accept" } };
      const { call: view } = await request(wire, "command", envelope, CommandResult);
      takeSeat(accepted, callId);
      enter(accepted, callId, false);
      accepted.channel?.receiveView(view);
      accepted.channel?.connectionChanged(wire.connected);
      warm.delete(callId);
    } catch (error) {
      warm.delete(callId);
      accepted.discard();
      throw error;
    } finally {
      accepting = null;
    }
  }

  async function callBack(origin: string): Promise<void> {
    const desk = state.peek();
    if (desk === null || accepting !== null) {
      throw new EngineError("closed", "This desk is not ready to call");
    }
    close();
    if (session !== null) throw new EngineError("closed", "End the running call first");
    accepting = origin;
    try {
      const asked = { callId: origin, key: newId() };
      const { call: view } = await request(wire, "call_back", asked, CommandResult);
      const calling = open(desk.agent.id, view.id, null);
      void calling.studio.local.request({ audio: true, video: true });
      takeSeat(calling, view.id);
      enter(calling, view.id, false);
      calling.channel?.receiveView(view);
      calling.channel?.connectionChanged(wire.connected);
    } finally {
      accepting = null;
    }
  }

  function takeSeat({ studio }: CallSession, callId: string): void {
    seat.take({
      callId,
      ticket: "",
      audio: true,
      video: true,
      muted: studio.local.muted.peek(),
      cameraOff: studio.local.cameraOff.peek(),
      sharing: false,
    });
  }

  function close(): void {
    if (session === null || session.end.peek() === null) return;
    if (session.channel?.idle === false) undelivered.push(session.channel);
    session = null;
    call.value = null;
  }

  return {
    state,
    connection,
    call,
    lastRingEnded,
    setAvailable: async (available) => {
      await request(wire, "available", { available }, z.null());
    },
    accept,
    callBack,
    decline: async (callId) => {
      cool(callId);
      const envelope = { callId, key: newId(), command: { type: "decline" } };
      await request(wire, "command", envelope, CommandResult);
    },
    close,
    dispose: () => {
      if (session?.end.peek() === null) session.hangUp();
      for (const legs of warm.values()) legs.close();
      warm.clear();
      scope.close();
    },
  };
}
