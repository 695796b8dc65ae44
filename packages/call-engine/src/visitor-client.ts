import { computed, effect, signal } from "@preact/signals-core";
import {
  CallUpdate,
  KnockResponse,
  PROTOCOL_VERSION,
  PublicSite,
  ReplacedInfo,
  SignalIn,
  VISITOR,
  VisitorIncoming,
} from "@knockknock/protocol";
import { callModel } from "./call-model.ts";
import { CallSession } from "./call-session.ts";
import type { VisitorClient, VisitorClientOptions } from "./clients.ts";
import { toJson } from "./lib/json.ts";
import { EngineError } from "./lib/errors.ts";
import { newId } from "./lib/ids.ts";
import { DeviceMemory } from "./media/device-memory.ts";
import type { CallModel } from "./model.ts";
import type { Platform } from "./platform.ts";
import { CallChannel, type ChannelOptions } from "./signaling/call-channel.ts";
import { Seat, SeatKeeper } from "./signaling/seat.ts";
import { onEvent, type Wire } from "./signaling/wire.ts";
import { letGo, type Line } from "./visitor-line.ts";
import { restClient } from "./visitor-rest.ts";

/** A knock whose answer was lost is sent again with the same key, this often, this far apart. */
const KNOCK_TRIES = 4;
const KNOCK_RETRY_MS = 1_000;

interface Running {
  readonly session: CallSession;
  readonly model: CallModel;
  readonly line: Line;
}

export function makeVisitorClient(
  options: VisitorClientOptions,
  platform: Platform,
): VisitorClient {
  const { serverUrl } = options;
  const ask = restClient(serverUrl, platform);
  const seat = new SeatKeeper(options.storage, "visitor");
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
  /** The knock in vain that an agent may answer later. */
  let vain: Seat | null = null;

  const runs = (): boolean => current.peek()?.session.end.peek() === null;

  /** One connection for all calls of this page, and between them while it can be called back. */
  function connect(): Line {
    if (line !== null) return line;
    const wire = platform.openWire(`${serverUrl}/visitor`, () =>
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
    const met = (view?.connectedAt ?? null) !== null;
    if (met || session.end.peek()?.reason === "replaced") vain = null;
    else if (view?.direction === "inbound" && channel !== null) {
      vain = { ...EMPTY_SEAT, callId: view.id, ticket: channel.ticket, over: true };
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
      seat.take({ ...EMPTY_SEAT, callId: view.id, ticket: held });
    });
    session.legs.useIce(ice);
    attach(opened, view.id, ticket, false);
    session.channel?.receiveView(view);
    session.pageChanged(options.page());
  }

  async function knock(opened: Running, body: object): Promise<KnockResponse | null> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ask("knock", KnockResponse, body);
      } catch (error) {
        const lost = error instanceof EngineError && error.reason === "unreachable";
        if (!lost || attempt === KNOCK_TRIES || opened.session.end.peek() !== null) throw error;
        await new Promise<void>((resolve) => platform.clock.after(KNOCK_RETRY_MS, resolve));
      }
    }
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
    void session.studio.local.request({ audio: found.audio, video: found.video });
    attach(opened, found.callId, found.ticket, true);
    const alive = await new Promise<boolean>((resolve) => {
      let stop = (): void => undefined;
      const look = (): void => {
        if (session.view.value === null && session.end.value === null) return;
        resolve(session.end.peek() === null);
        stop();
      };
      const stops = [session.view.subscribe(look), session.end.subscribe(look)];
      stop = () => stops.forEach((one) => one());
    });
    if (!alive) close();
    return alive ? opened.model : null;
  }

  function leaving(): void {
    const held = seat.seat;
    if (held === null || held.over === true || current.peek() === null) return;
    current.peek()?.session.leg.send({ t: "leaving" });
    const { callId, ticket } = held;
    platform.beacon(`${serverUrl}/api/v1/leaving`, toJson({ callId, ticket }));
  }

  return {
    call,
    start: ({ audio, identity, video }) => {
      if (runs()) return;
      close();
      const opened = open(null);
      const { session } = opened;
      session.studio.local.startWith({ muted: false, cameraOff: !video });
      void session.studio.local.request({ audio, video });
      const body = {
        v: PROTOCOL_VERSION,
        site: options.site,
        key: newId(),
        page: options.page(),
        language: options.language,
        ...(identity === undefined ? {} : { identity }),
      };
      knock(opened, body).then(
        (answer) => {
          if (answer === null) return;
          if (session.end.peek() === null) {
            seat.take({
              callId: answer.call.id,
              ticket: answer.ticket,
              audio,
              video,
              muted: session.studio.local.muted.peek(),
              cameraOff: session.studio.local.cameraOff.peek(),
              sharing: false,
            });
          }
          session.legs.useIce(answer.ice);
          attach(opened, answer.call.id, answer.ticket, false);
          session.channel?.receiveView(answer.call);
        },
        (error: unknown) => {
          const closed = error instanceof EngineError && error.wire?.code === "busy";
          session.finish({
            reason: closed ? "no_agents" : "internal_error",
            by: "system",
            durationMs: 0,
          });
        },
      );
    },
    canResume: () => seat.seat !== null && seat.seat.over !== true,
    resume,
    stayReachable: () => {
      const held = seat.seat;
      if (held?.over !== true || line !== null) return;
      vain = held;
      const used = connect();
      used.resting = new CallChannel(seatOptions(used.wire, held.callId, held.ticket, false), {
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
    },
    close,
    handOver: () => {
      const held = seat.seat;
      const given = current.peek();
      if (held === null || held.over === true || given === null || !runs()) return null;
      // As before a page load: the other side is told, the call goes on.
      given.session.leg.send({ t: "leaving" });
      given.session.moveAway();
      given.line.wire.close();
      line = null;
      current.value = null;
      seat.leave();
      return held;
    },
    takeOver: async (given) => {
      const parsed = Seat.safeParse(given);
      if (!parsed.success || runs()) return null;
      close();
      if (line !== null) hangLine(line);
      vain = null;
      seat.take(parsed.data);
      return resume();
    },
    forget: () => seat.leave(),
    site: async () => {
      const site = await ask(`sites/${encodeURIComponent(options.site)}`, PublicSite);
      if (site === null) throw new EngineError("malformed", "The site has no public settings");
      return site;
    },
    leaveMessage: async (message) => {
      const callId = call.peek()?.callId.peek() ?? undefined;
      try {
        await ask("messages", null, {
          v: PROTOCOL_VERSION,
          site: options.site,
          key: newId(),
          ...(callId === undefined ? {} : { callId }),
          ...message,
          page: options.page(),
        });
        return { ok: true };
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        const unknown = { code: "internal" as const, message: error.message };
        return { ok: false, error: error.wire ?? unknown };
      }
    },
    pageChanged: () => {
      if (runs()) current.peek()?.session.pageChanged(options.page());
    },
    leaving,
    dispose: () => {
      const ended = current.peek()?.session;
      if (ended !== undefined && ended.end.peek() === null) {
        if (ended.everConnected.peek()) ended.hangUp();
        else ended.cancel();
      }
      vain = null;
      seat.leave();
      close();
      if (line !== null) hangLine(line);
    },
  };
}

const EMPTY_SEAT = {
  audio: true,
  video: true,
  muted: false,
  cameraOff: false,
  sharing: false,
} as const;
