import { signal } from "@preact/signals-core";
import type * as z from "zod/mini";
import {
  CallUpdate,
  KnockResponse,
  PROTOCOL_VERSION,
  PublicSite,
  ReplacedInfo,
  SignalIn,
  VISITOR,
  WireError,
} from "@knockknock/protocol";
import { callModel } from "./call-model.ts";
import { CallSession } from "./call-session.ts";
import type { VisitorClient, VisitorClientOptions } from "./clients.ts";
import { EngineError, refused } from "./lib/errors.ts";
import { newId } from "./lib/ids.ts";
import { DeviceMemory } from "./media/device-memory.ts";
import type { CallModel } from "./model.ts";
import type { Platform } from "./platform.ts";
import type { ChannelOptions } from "./signaling/call-channel.ts";
import { type Seat, SeatKeeper } from "./signaling/seat.ts";
import { onEvent, type Wire } from "./signaling/wire.ts";

/** A knock whose answer was lost is sent again with the same key, this often, this far apart. */
const KNOCK_TRIES = 4;
const KNOCK_RETRY_MS = 1_000;
/** Last commands (the hang-up, the rating) get this long to be delivered after the call. */
const DRAIN_MS = 10_000;
const DRAIN_LOOK_MS = 250;

interface Running {
  readonly session: CallSession;
  readonly model: CallModel;
  readonly wire: Wire;
}

export function makeVisitorClient(
  options: VisitorClientOptions,
  platform: Platform,
): VisitorClient {
  const { serverUrl } = options;
  const call = signal<CallModel | null>(null);
  const seat = new SeatKeeper(options.storage, "visitor");
  const memory = new DeviceMemory(platform.deviceStorage);
  let running: Running | null = null;

  async function ask<T>(
    path: string,
    schema: z.ZodMiniType<T> | null,
    body?: unknown,
  ): Promise<T | null> {
    // `text/plain` needs no CORS preflight: the knock costs one round trip.
    const init: RequestInit =
      body === undefined
        ? { credentials: "omit" }
        : {
            method: "POST",
            credentials: "omit",
            headers: { "content-type": "text/plain" },
            body: JSON.stringify(body),
          };
    let answer: Response;
    let content: unknown;
    try {
      answer = await platform.fetch(`${serverUrl}/api/v1/${path}`, init);
      content = answer.ok && schema === null ? null : await answer.json();
    } catch (cause) {
      throw new EngineError("unreachable", `The call server did not answer (${path})`, { cause });
    }
    if (!answer.ok) {
      const said = WireError.safeParse(content);
      if (said.success) throw refused(said.data);
      throw new EngineError("malformed", `The call server answered ${String(answer.status)}`);
    }
    if (schema === null) return null;
    const parsed = schema.safeParse(content);
    if (parsed.success) return parsed.data;
    throw new EngineError("malformed", `The answer to ${path} was not understood`, {
      cause: parsed.error,
    });
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
    const wire = platform.openWire(`${serverUrl}/visitor`, () =>
      Promise.resolve({ v: PROTOCOL_VERSION, site: options.site }),
    );
    onEvent(wire, "update", CallUpdate, (update) => {
      if (update.chat !== undefined) session.channel?.receiveChat(update.chat, update.call.seq);
      session.channel?.receiveView(update.call);
    });
    onEvent(wire, "signal", SignalIn, (signalled) => session.channel?.receiveSignal(signalled));
    onEvent(wire, "replaced", ReplacedInfo, () => {
      session.finish({ reason: "replaced", by: "system", durationMs: session.timer.elapsed() });
    });
    wire.onState((connected) => session.channel?.connectionChanged(connected));
    session.studio.begin();
    const opened = { session, model: callModel(session), wire };
    running = opened;
    call.value = opened.model;
    return opened;
  }

  function attach({ session, wire }: Running, callId: string, fresh: boolean): void {
    const channelOptions: ChannelOptions = {
      wire,
      callId,
      fresh,
      ticket: () => seat.seat?.ticket ?? ticketOfLast,
      onTicket: (ticket) => {
        ticketOfLast = ticket;
        seat.update({ ticket });
      },
    };
    const channel = session.attach(channelOptions);
    if (wire.connected) channel.connectionChanged(true);
  }
  // A call that is over still delivers its last commands, after its seat was given up.
  let ticketOfLast = "";

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

  /** The wire stays until nothing waits for delivery any more. */
  function letGo({ session, wire }: Running): void {
    const { clock } = platform;
    const since = clock.now();
    const look = (): void => {
      const channel = session.channel;
      if (channel?.idle === true || clock.now() - since > DRAIN_MS) {
        channel?.dispose();
        wire.close();
      } else clock.after(DRAIN_LOOK_MS, look);
    };
    look();
  }

  function close(): void {
    if (running === null || running.session.end.peek() === null) return;
    letGo(running);
    running = null;
    call.value = null;
  }

  return {
    call,
    start: ({ audio, identity, video }) => {
      if (running !== null && running.session.end.peek() === null) return;
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
          ticketOfLast = answer.ticket;
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
          attach(opened, answer.call.id, false);
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
    canResume: () => seat.seat !== null,
    resume: async () => {
      const found = seat.seat;
      if (found === null || running !== null) return call.peek();
      ticketOfLast = found.ticket;
      const opened = open(found);
      const { session } = opened;
      void session.studio.local.request({ audio: found.audio, video: found.video });
      attach(opened, found.callId, true);
      const alive = await new Promise<boolean>((resolve) => {
        let stop = (): void => undefined;
        const settle = (): void => {
          if (session.view.value === null && session.end.value === null) return;
          resolve(session.end.peek() === null);
          stop();
        };
        const stops = [session.view.subscribe(settle), session.end.subscribe(settle)];
        stop = () => stops.forEach((one) => one());
      });
      if (!alive) close();
      return alive ? opened.model : null;
    },
    close,
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
      if (running?.session.end.peek() === null) running.session.pageChanged(options.page());
    },
    leaving: () => {
      const held = seat.seat;
      if (held === null || running === null) return;
      running.session.leg.send({ t: "leaving" });
      const { callId, ticket } = held;
      platform.beacon(`${serverUrl}/api/v1/leaving`, JSON.stringify({ callId, ticket }));
    },
    dispose: () => {
      const ended = running?.session;
      if (ended === undefined) return;
      if (ended.end.peek() === null) {
        if (ended.everConnected.peek()) ended.hangUp();
        else ended.cancel();
      }
      close();
    },
  };
}
