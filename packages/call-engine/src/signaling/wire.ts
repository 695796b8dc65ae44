import type * as z from "zod/mini";
import { ackOf } from "@knockknock/protocol";
import type { Clock } from "../lib/clock.ts";
import { EngineError, refused } from "../lib/errors.ts";

/** Why a connection could not be had. */
export interface WireFailure {
  /** `auth`: what the handshake needs could not be fetched. `handshake`: it did not succeed. */
  readonly step: "auth" | "handshake";
  /** The server's code, when it was the server that said no. */
  readonly code: string | null;
}

/** A connection that carries events with acknowledgements and comes back by itself. */
export interface Wire {
  readonly connected: boolean;
  on(event: string, handler: (payload: unknown) => void): void;
  /** Returns what takes the handler off again. */
  onState(handler: (connected: boolean) => void): () => void;
  onFailure(handler: (failure: WireFailure) => void): void;
  /** Resolves with the raw acknowledgement; rejects when the connection is or goes away. */
  emit(event: string, payload: unknown): Promise<unknown>;
  /**
   * The network may have changed under it. A connection that leaves unanswered what was asked, and
   * on which nothing else arrives for a moment either, is opened anew at once.
   */
  doubt(): void;
  close(): void;
}

export type OpenWire = (
  url: string,
  /** Asked at every connection attempt. */
  auth: () => Promise<Record<string, unknown>>,
) => Wire;

/** Events that the server sends are checked here; what does not fit is dropped. */
export function onEvent<T>(
  wire: Wire,
  event: string,
  schema: z.ZodMiniType<T>,
  handler: (value: T) => void,
): void {
  wire.on(event, (payload) => {
    const parsed = schema.safeParse(payload);
    if (parsed.success) handler(parsed.data);
  });
}

/**
 * Asks the server and checks the answer.
 * @throws EngineError `unreachable`, `refused` or `malformed`
 */
export async function request<T>(
  wire: Wire,
  event: string,
  payload: unknown,
  schema: z.ZodMiniType<T>,
): Promise<T> {
  const raw = await wire.emit(event, payload).catch((cause: unknown) => {
    throw new EngineError("unreachable", `No answer to "${event}" from the call server`, { cause });
  });
  const parsed = ackOf(schema).safeParse(raw);
  if (!parsed.success) {
    throw new EngineError("malformed", `The answer to "${event}" was not understood`, {
      cause: parsed.error,
    });
  }
  const ack = parsed.data as { ok: true; value: T } | { ok: false; error: never };
  if (!ack.ok) throw refused(ack.error);
  return ack.value;
}

/** How long a question waits for a connection that is away (a server's restart), in milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * As `request`, for commands with a key: asked again when the connection is back, since the key
 * makes a second time harmless.
 * @throws EngineError as `request`; `unreachable` after ten seconds
 */
export async function requestPatiently<T>(
  wire: Wire,
  clock: Clock,
  event: string,
  payload: unknown,
  schema: z.ZodMiniType<T>,
): Promise<T> {
  const giveUpAt = clock.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await request(wire, event, payload, schema);
    } catch (error) {
      const left = giveUpAt - clock.now();
      const away = error instanceof EngineError && error.reason === "unreachable";
      if (!away || left <= 0 || !(await connected(wire, clock, left))) throw error;
    }
  }
}

/** False when it did not come back in time. */
const connected = (wire: Wire, clock: Clock, withinMs: number): Promise<boolean> =>
  new Promise((resolve) => {
    if (wire.connected) return resolve(true);
    const done = (back: boolean): void => {
      cancel();
      off();
      resolve(back);
    };
    const cancel = clock.after(withinMs, () => done(false));
    const off = wire.onState((state) => {
      if (state) done(true);
    });
  });
