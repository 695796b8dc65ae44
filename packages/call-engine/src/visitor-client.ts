import {
  clip,
  type Identity,
  KnockResponse,
  LIMITS,
  PROTOCOL_VERSION,
  PublicSite,
} from "@knockknock/protocol";
import type { VisitorClient, VisitorClientOptions } from "./clients.ts";
import { toJson } from "./lib/json.ts";
import { EngineError } from "./lib/errors.ts";
import { newId } from "./lib/ids.ts";
import type { Platform } from "./platform.ts";
import { SeatKeeper } from "./signaling/seat.ts";
import { visitorCalls } from "./visitor-calls.ts";
import { restClient } from "./visitor-rest.ts";

/** A knock whose answer was lost is sent again with the same key, this often, this far apart. */
const KNOCK_TRIES = 4;
const KNOCK_RETRY_MS = 1_000;

/**
 * What a page claims, as far as the server takes it: pages fill it from their own data, where a name
 * may be long and an address `null`. A token is signed, and goes as it is.
 */
function presentable(identity: Identity): Identity {
  const { email, name, token } = identity as Readonly<Record<string, unknown>>;
  if (typeof token === "string") return { token };
  const claim = (value: unknown, most: number): string | undefined =>
    typeof value === "string" ? clip(value, most) : undefined;
  return { name: claim(name, LIMITS.name), email: claim(email, LIMITS.email) };
}

export function makeVisitorClient(
  options: VisitorClientOptions,
  platform: Platform,
): VisitorClient {
  const { serverUrl } = options;
  const ask = restClient(serverUrl, platform);
  const seat = new SeatKeeper(options.storage, "visitor");
  const calls = visitorCalls(options, platform, seat);

  async function knock(
    body: { identity: Identity | undefined },
    isOver: () => boolean,
  ): Promise<KnockResponse | null> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await ask("knock", KnockResponse, body);
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        const { message, reason, wire } = error;
        // A page may lie open for longer than its token lives, and a second call needs a second
        // one, or what it says is no identity at all: who calls is not confirmed then, and gets
        // through all the same.
        if (body.identity && (wire?.code === "unauthorized" || wire?.code === "bad_request")) {
          options.onKnockFailed({ code: wire.code, message });
          body.identity = undefined;
          continue;
        }
        if (reason !== "unreachable" || attempt >= KNOCK_TRIES || isOver()) throw error;
        await new Promise<void>((resolve) => platform.clock.after(KNOCK_RETRY_MS, resolve));
      }
    }
  }

  function leaving(): void {
    const held = seat.seat;
    if (held === null || held.over === true || calls.session() === null) return;
    calls.session()?.leg.send({ t: "leaving" });
    const { callId, ticket } = held;
    platform.beacon(`${serverUrl}/api/v1/leaving`, toJson({ callId, ticket }));
  }

  return {
    call: calls.call,
    start: ({ audio, identity, video }) => {
      if (calls.runs()) return;
      calls.close();
      const body = {
        v: PROTOCOL_VERSION,
        site: options.site,
        key: newId(),
        page: options.page(),
        language: options.language,
        identity: identity && presentable(identity),
      };
      // Before anything that takes this page time: the agent's console rings meanwhile.
      const knocked = knock(body, () => session.end.peek() !== null);
      const opened = calls.open(null);
      const { session } = opened;
      session.studio.local.startWith({ muted: false, cameraOff: !video });
      void session.studio.local.request({ audio, video });
      knocked.then(
        (answer) => {
          if (answer === null) return;
          if (session.end.peek() === null) {
            seat.take({
              callId: answer.call.id,
              ticket: answer.ticket,
              ...session.studio.local.wanted.peek(),
              muted: session.studio.local.muted.peek(),
              cameraOff: session.studio.local.cameraOff.peek(),
              sharing: false,
            });
          }
          session.legs.useIce(answer.ice);
          calls.attach(opened, answer.call.id, answer.ticket, false);
          session.channel?.receiveView(answer.call);
        },
        (error: unknown) => {
          const known = error instanceof EngineError ? error : null;
          const code = known?.wire?.code ?? known?.reason ?? "internal";
          session.finish({
            reason: code === "busy" ? "no_agents" : "internal_error",
            by: "system",
            durationMs: 0,
            notSetUp: code === "forbidden_origin" || code === "unknown_site",
          });
          options.onKnockFailed({ code, message: known?.message ?? String(error) });
        },
      );
    },
    canResume: () => seat.seat !== null && seat.seat.over !== true,
    resume: calls.resume,
    stayReachable: calls.stayReachable,
    close: calls.close,
    handOver: calls.handOver,
    takeOver: calls.takeOver,
    forget: () => seat.leave(),
    site: async () => {
      const site = await ask(`sites/${encodeURIComponent(options.site)}`, PublicSite);
      if (site === null) throw new EngineError("malformed", "No public settings");
      return site;
    },
    leaveMessage: async (message) => {
      const callId = calls.call.peek()?.callId.peek() ?? undefined;
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
      if (calls.runs()) calls.session()?.pageChanged(options.page());
    },
    leaving,
    dispose: () => {
      const ended = calls.session();
      if (ended !== null && ended.end.peek() === null) {
        if (ended.everConnected.peek()) ended.hangUp();
        else ended.cancel();
      }
      calls.hangUpLine();
      seat.leave();
    },
  };
}
