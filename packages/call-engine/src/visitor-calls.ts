import { computed, effect, type ReadonlySignal, signal } from "@preact/signals-core";
import {
  CallUpdate,
  PROTOCOL_VERSION,
  ReplacedInfo,
  SignalIn,
  VISITOR,
  VisitorIncoming,
} from "@knockknock/protocol";
import { callModel } from "./call-model.ts";
import { CallSession } from "./call-session.ts";
import type { VisitorClientOptions } from "./clients.ts";
import { EngineError } from "./lib/errors.ts";
import { DeviceMemory } from "./media/device-memory.ts";
import type { CallModel } from "./model.ts";
import type { Platform } from "./platform.ts";
import { CallChannel, type ChannelOptions } from "./signaling/call-channel.ts";
import { FRESH_SEAT, Seat, type SeatKeeper } from "./signaling/seat.ts";
import { onEvent, type Wire } from "./signaling/wire.ts";
import { letGo, type Line } from "./visitor-line.ts";

/** A call of this page: from its click, its ring or its resume until its screen is closed. */
export interface Running {
  readonly session: CallSession;
  readonly model: CallModel;
  readonly line: Line;
}

export interface VisitorCalls {
  readonly call: ReadonlySignal<CallModel | null>;
  /** The session of the call that runs, or whose end shows. */
  readonly session: () => CallSession | null;
  /** True while a call is not over. */
  readonly runs: () => boolean;
  readonly open: (restored: Seat | null) => Running;
  readonly attach: (running: Running, callId: string, ticket: string, fresh: boolean) => void;
  readonly resume: () => Promise<CallModel | null>;
  readonly stayReachable: () => void;
  readonly handOver: () => Seat | null;
  readonly takeOver: (given: unknown) => Promise<CallModel | null>;
  readonly close: () => void;
  /** Closes the connection too: nobody calls this page back. */
  readonly hangUpLine: () => void;
}

/** The calls of a visitor's page, one after the other: its own, resumed ones, and an agent's. */
export function visitorCalls(
  options: VisitorClientOptions,
  platform: Platform,
  seat: SeatKeeper,
): VisitorCalls {
  const memory = new DeviceMemory(platform.deviceStorage);
  const current = signal<Running | null>(null);
  /** An agent's call that was not taken goes away without an end screen. */
  const call = computed<CallModel | null>(() => {
    const shown = current.value;
    if (shown === null) return null;
    const { session } = shown;
    return session.end.value !== null && session.untaken.value ? null : shown.model;
  });
  let line: Line | null = null;
  /** The knock in vain, or the call that was lost, that an agent may answer later. */
  let vain: Seat | null = null;

  const runs = (): boolean => current.peek()?.session.end.peek() === null;

  /** One connection for all calls of this page, and between them while it can be called back. */
  function connect(): Line {
    if (line !== null) return line;
    const wire = platform.openWire(`${options.serverUrl}/visitor`, () =>
      Promise.resolve({ v: PROTOCOL_VERSION, site: options.site }),
    );
    const opened: Line = { wire, session: null, resting: null };
    const channel = () => opened.session?.channel ?? null;
    onEvent(wire, "update", CallUpdate, ({ call: view, chat }) => {
      if (chat !== undefined && channel()?.callId === view.id) {
        channel()?.receiveChat(chat, view.seq);
      }
      channel()?.receiveView(view);
    });
    onEvent(wire, "signal", SignalIn, (signalled) => channel()?.receiveSignal(signalled));
    onEvent(wire, "replaced", ReplacedInfo, ({ callId }) => {
      const { session } = opened;
      if (channel()?.callId !== callId) return;
      session?.finish({
        reason: "replaced",
        by: "system",
        durationMs: session.timer.elapsed(),
      });
    });
    onEvent(wire, "incoming", VisitorIncoming, (incoming) => {
      if (line === opened && !runs()) ring(incoming);
    });
    wire.onState((connected) => (channel() ?? opened.resting)?.connectionChanged(connected));
    line = opened;
    return opened;
  }

  function open(restored: Seat | null): Running {
    const session: CallSession = new CallSession({
      self: "visitor",
      selfId: VISITOR,
      platform,
      memory,
      seat,
      restored,
      page: options.page,
      relay: (out) => {
        const channel = session.channel;
        return channel?.joined.peek() === true
          ? channel.signal(out)
          : Promise.reject(new EngineError("unreachable", "No seat in the call yet"));
      },
    });
    const used = connect();
    used.session = session;
    session.studio.begin();
    const opened = { session, model: callModel(session), line: used };
    current.value = opened;
    const stop = effect(() => {
      if (session.end.value === null) return;
      queueMicrotask(() => stop());
      conclude(opened);
    });
    return opened;
  }

  /** The call is over: may this page still be called back, now or on the tab's next page? */
  function conclude({ session, line: used }: Running): void {
    const view = session.view.peek();
    const channel = session.channel;
    const reason = session.end.peek()?.reason;
    // Who was cut off in the middle of a talk may be called back as well.
    const met = (view?.connectedAt ?? null) !== null && reason !== "connection_lost";
    if (met || reason === "replaced") vain = null;
    else if (view?.direction === "inbound" && channel !== null) {
      vain = { ...FRESH_SEAT, callId: view.id, ticket: channel.ticket, over: true };
      used.resting = channel;
    }
    if (vain !== null) seat.take(vain);
    if (session.untaken.peek()) queueMicrotask(close);
  }

  function attach(
    { session, line: used }: Running,
    callId: string,
    ticket: string,
    fresh: boolean,
  ) {
    const channel = session.attach(seatOptions(used.wire, callId, ticket, fresh));
    if (used.wire.connected) channel.connectionChanged(true);
  }

  const seatOptions = (
    wire: Wire,
    callId: string,
    ticket: string,
    fresh: boolean,
  ): ChannelOptions => ({
    wire,
    callId,
    fresh,
    ticket,
    onTicket: (next) => {
      if (vain?.callId === callId) vain = { ...vain, ticket: next };
      if (seat.seat?.callId === callId) seat.update({ ticket: next });
    },
  });

  /** An agent calls: the page rings, and asks for nothing before the visitor accepts. */
  function ring({ call: view, ice, ticket }: VisitorIncoming): void {
    const opened = open(null);
    const { session } = opened;
    const stop = session.taken.subscribe((taken) => {
      if (!taken) return;
      queueMicrotask(() => stop());
      const held = session.channel?.ticket ?? ticket;
      seat.take({ ...FRESH_SEAT, callId: view.id, ticket: held });
    });
    session.legs.useIce(ice);
    attach(opened, view.id, ticket, false);
    session.channel?.receiveView(view);
    session.pageChanged(options.page());
  }

  function close(): void {
    const over = current.peek();
    if (over === null || runs()) return;
    current.value = null;
    if (vain === null) hangLine(over.line);
    // The line stays: an agent may call back.
    else if (over.line.session === over.session) over.line.session = null;
  }

  function hangLine(used: Line): void {
    if (line === used) line = null;
    letGo(used, platform.clock);
  }

  async function resume(): Promise<CallModel | null> {
    const found = seat.seat;
    if (found === null || found.over === true || runs()) return call.peek();
    const opened = open(found);
    const { session } = opened;
    // A call that is ended as soon as it is back opens no device.
    queueMicrotask(() => {
      if (session.end.peek() === null) void session.studio.local.request(found);
    });
    attach(opened, found.callId, found.ticket, true);
    const known = await new Promise<boolean>((resolve) => {
      let stop = (): void => undefined;
      const look = (): void => {
        const { end, turnedAway, view } = session;
        if (view.value === null && end.value === null) return;
        // A server that never answered leaves an end to be shown; one that says so does not.
        resolve(end.peek() === null || (view.peek() === null && !turnedAway));
        stop();
      };
      const stops = [session.view.subscribe(look), session.end.subscribe(look)];
      stop = () => stops.forEach((one) => one());
    });
    if (!known) close();
    return known ? opened.model : null;
  }

  function stayReachable(): void {
    const held = seat.seat;
    if (held?.over !== true || line !== null) return;
    vain = held;
    const used = connect();
    const taken = seatOptions(used.wire, held.callId, held.ticket, false);
    used.resting = new CallChannel(taken, platform.clock, {
      onView: () => undefined,
      onChat: () => undefined,
      onSignal: () => undefined,
      onIce: () => undefined,
      onRefused: () => {
        vain = null;
        seat.leave();
        hangLine(used);
      },
    });
  }

  function handOver(): Seat | null {
    const held = seat.seat;
    const given = current.peek();
    if (held === null || held.over === true || given === null || !runs()) return null;
    // As before a page load: the other side is told, the call goes on.
    given.session.moveAway();
    given.line.wire.close();
    line = null;
    current.value = null;
    seat.leave();
    return held;
  }

  async function takeOver(given: unknown): Promise<CallModel | null> {
    const parsed = Seat.safeParse(given);
    if (!parsed.success || runs()) return null;
    close();
    if (line !== null) hangLine(line);
    vain = null;
    seat.take(parsed.data);
    return resume();
  }

  return {
    call,
    session: () => current.peek()?.session ?? null,
    runs,
    open,
    attach,
    resume,
    stayReachable,
    handOver,
    takeOver,
    close,
    hangUpLine: () => {
      vain = null;
      close();
      if (line !== null) hangLine(line);
    },
  };
}
