import { computed, effect, signal } from "@preact/signals-core";
import * as z from "zod/mini";
import {
  CallUpdate,
  type CallView,
  CommandResult,
  DeskState,
  type ParticipantId,
  PROTOCOL_VERSION,
  ReplacedInfo,
  RingEnded,
  SignalIn,
} from "@knockknock/protocol";
import { AgentWarmth } from "./agent-warmth.ts";
import { callModel } from "./call-model.ts";
import { CallSession } from "./call-session.ts";
import type { AgentDesk, AgentDeskOptions } from "./clients.ts";
import { EngineError } from "./lib/errors.ts";
import { newId } from "./lib/ids.ts";
import { Scope } from "./lib/scope.ts";
import { DeviceMemory } from "./media/device-memory.ts";
import { ReadyDevices } from "./media/ready-devices.ts";
import type { CallModel } from "./model.ts";
import type { Legs } from "./peer/legs.ts";
import type { Platform } from "./platform.ts";
import type { CallChannel } from "./signaling/call-channel.ts";
import { FRESH_SEAT, Seat, SeatKeeper } from "./signaling/seat.ts";
import { onEvent, request, requestPatiently } from "./signaling/wire.ts";

export function makeAgentDesk(options: AgentDeskOptions, platform: Platform): AgentDesk {
  const state = signal<DeskState | null>(null);
  const connection = signal<"connecting" | "online" | "offline" | "signed_out">("connecting");
  const call = signal<CallModel | null>(null);
  const lastRingEnded = signal<RingEnded | null>(null);
  const scope = new Scope();
  const memory = new DeviceMemory(platform.deviceStorage);
  const seat = new SeatKeeper(options.storage, "agent");
  const readyWhileRinging = signal(memory.chosen.ready === true);
  /** From the click until the server has answered. */
  const beginning = signal(false);
  let session: CallSession | null = null;
  const devices = new ReadyDevices(platform.media, platform.clock, memory);
  const makeReady = (): void => {
    const rings = (state.peek()?.incoming.length ?? 0) > 0 && !platform.hidden();
    const free = !beginning.peek() && (session === null || session.end.peek() !== null);
    devices.rouse(rings && free);
    devices.hold(readyWhileRinging.peek() && rings && free);
  };
  scope.add(state.subscribe(makeReady));
  scope.add(readyWhileRinging.subscribe(makeReady));
  scope.add(platform.onAttention(makeReady));
  scope.add(() => {
    devices.rouse(false);
    devices.hold(false);
  });
  /** Of calls that are over and whose last commands the server has yet to hear. */
  let undelivered: CallChannel[] = [];

  const wire = platform.openWire(`${options.serverUrl}/agent`, async () => ({
    v: PROTOCOL_VERSION,
    ticket: await options.ticket(),
  }));
  scope.add(() => wire.close());
  const warmth = new AgentWarmth(wire, platform);
  const tab = platform.oneTab({
    name: "knockknock:agent",
    handOver: () => handOver(),
    onOver: () => undefined,
  });
  scope.add(() => tab.close());

  const signOut = (): void => {
    connection.value = "signed_out";
    warmth.close();
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
    warmth.follow(desk);
    resume(desk);
  });
  onEvent(wire, "ring_ended", RingEnded, (info) => {
    lastRingEnded.value = info;
    warmth.cool(info.callId);
  });
  onEvent(wire, "update", CallUpdate, (update) => {
    const ours = update.call.id === session?.channel?.callId;
    if (ours && update.chat !== undefined)
      session?.channel?.receiveChat(update.chat, update.call.seq);
    session?.channel?.receiveView(update.call);
  });
  onEvent(wire, "signal", SignalIn, (signalled) => {
    if (!warmth.receive(signalled)) session?.channel?.receiveSignal(signalled);
  });
  onEvent(wire, "replaced", ReplacedInfo, ({ callId }) => {
    if (session === null || session.view.peek()?.id !== callId) return;
    session.finish({ reason: "replaced", by: "system", durationMs: session.timer.elapsed() });
  });
  wire.on("signed_out", signOut);
  scope.add(
    platform.onAttention(() => {
      const desk = state.peek();
      if (desk !== null) warmth.follow(desk);
    }),
  );

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
    void tab.take();
    const stop = effect(() => {
      if (entered.end.value === null) return;
      tab.release(true);
      queueMicrotask(() => stop());
    });
  }

  /** This tab was in a call before it was loaded anew. Another tab's call is left alone. */
  function resume(desk: DeskState): void {
    const held = seat.seat;
    if (held === null || session !== null || beginning.peek() || resuming) return;
    if (desk.currentCallId !== held.callId) return seat.leave();
    resuming = true;
    void tab
      .takeBack()
      .then((mine) => {
        // A duplicated tab has a copy of the seat; the call stays where it is.
        if (mine) goOn(held);
        else seat.leave();
      })
      .finally(() => {
        resuming = false;
      });
  }
  let resuming = false;

  /** Another page of this agent has the connection; from now on this one has. */
  function goOn(held: Seat): CallSession | null {
    const desk = state.peek();
    if (desk?.currentCallId !== held.callId || session !== null || beginning.peek()) return null;
    seat.take(held);
    // An agent who comes back has answered: what is missing now is the connection.
    const resumed = open(desk.agent.id, held.callId, { ...held, connected: true });
    void resumed.studio.local.request({ audio: held.audio, video: held.video });
    enter(resumed, held.callId, true);
    resumed.channel?.connectionChanged(wire.connected);
    return resumed;
  }

  function handOver(): Seat | null {
    const held = seat.seat;
    if (held === null || session === null || session.end.peek() !== null) return null;
    session.moveAway();
    session = null;
    seat.leave();
    call.value = null;
    return held;
  }

  /** One call at a time, and none while the answer for another is on its way. */
  async function begin(run: (selfId: ParticipantId) => Promise<void>): Promise<void> {
    const desk = state.peek();
    if (desk === null || beginning.peek()) {
      throw new EngineError("closed", "This desk is not ready for a call");
    }
    close();
    if (session !== null) throw new EngineError("closed", "End the running call first");
    beginning.value = true;
    try {
      await run(desk.agent.id);
    } finally {
      beginning.value = false;
      makeReady();
    }
  }

  const accept = (callId: string): Promise<void> =>
    begin(async (selfId) => {
      const legs = warmth.keep(callId);
      const accepted = open(selfId, callId, null, legs);
      // The camera's prompt must not hold up the connection: nobody waits for it.
      void accepted.studio.local.request({ audio: true, video: true }, { ready: devices.take() });
      try {
        const command = { callId, key: newId(), command: { type: "accept" } };
        sitDown(accepted, await ask("command", command));
      } catch (error) {
        accepted.discard();
        throw error;
      } finally {
        warmth.handOn(callId);
      }
    });

  const callBack = (origin: string): Promise<void> =>
    begin(async (selfId) => {
      const view = await ask("call_back", { callId: origin, key: newId() });
      const calling = open(selfId, view.id, null);
      void calling.studio.local.request({ audio: true, video: true });
      sitDown(calling, view);
    });

  const ask = async (event: "command" | "call_back", asked: object): Promise<CallView> =>
    (await requestPatiently(wire, platform.clock, event, asked, CommandResult)).call;

  function sitDown(taken: CallSession, view: CallView): void {
    const { cameraOff, muted } = taken.studio.local;
    const choices = { muted: muted.peek(), cameraOff: cameraOff.peek() };
    seat.take({ ...FRESH_SEAT, callId: view.id, ...choices });
    enter(taken, view.id, false);
    taken.channel?.receiveView(view);
    taken.channel?.connectionChanged(wire.connected);
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
    elsewhere: computed(() => {
      const running = state.value?.currentCallId ?? null;
      return running !== null && call.value === null && !beginning.value;
    }),
    bringHere: async () => {
      const callId = state.peek()?.currentCallId ?? null;
      if (callId === null) return;
      const given = Seat.safeParse(await tab.ask());
      // A tab that does not answer is replaced by the server.
      const held = given.success ? given.data : { ...FRESH_SEAT, callId };
      await tab.takeBack();
      goOn(held);
    },
    readyWhileRinging,
    setReadyWhileRinging: (ready) => {
      memory.remember({ ready });
      readyWhileRinging.value = ready;
    },
    setAvailable: async (available) => {
      await request(wire, "available", { available }, z.null());
    },
    accept,
    callBack,
    decline: async (callId) => {
      warmth.cool(callId);
      const envelope = { callId, key: newId(), command: { type: "decline" } };
      await request(wire, "command", envelope, CommandResult);
    },
    close,
    leaving: () => {
      if (session?.end.peek() === null) session.leg.send({ t: "leaving" });
    },
    dispose: () => {
      if (session?.end.peek() === null) session.hangUp();
      warmth.close();
      scope.close();
    },
  };
}
