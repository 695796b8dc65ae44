import { toJson } from "../lib/json.ts";

/**
 * The part of the Socket.IO protocol (revision 5, over Engine.IO 4) that a text-only client needs.
 * Pure: characters in, meaning out.
 */
export type Packet =
  | { readonly type: "open"; readonly sid: string; readonly silenceMs: number }
  | { readonly type: "ping" }
  /** The server ended the transport. */
  | { readonly type: "close" }
  | { readonly type: "welcome" }
  /** The namespace said no; `data` is what its middleware attached. */
  | { readonly type: "refused"; readonly message: string; readonly data: unknown }
  | { readonly type: "dismissed" }
  | { readonly type: "event"; readonly event: string; readonly payload: unknown }
  | { readonly type: "ack"; readonly id: number; readonly payload: unknown };

/** Engine.IO packet types, first character of every frame. */
const MESSAGE = "4";
export const PONG = "3";

/** Asks for a place in the namespace. */
export const greet = (namespace: string, auth: Record<string, unknown>): string =>
  `${MESSAGE}0${namespace},${toJson(auth)}`;

/** An event whose acknowledgement will carry `id`. */
export const ask = (namespace: string, id: number, event: string, payload: unknown): string =>
  `${MESSAGE}2${namespace},${String(id)}${toJson([event, payload])}`;

export const leave = (namespace: string): string => `${MESSAGE}1${namespace},`;

/** Null for what this client has no use for: other namespaces, other packet types, nonsense. */
export function parse(frame: string, namespace: string): Packet | null {
  try {
    return frame.startsWith(MESSAGE) ? message(frame, namespace) : transportPacket(frame);
  } catch {
    return null;
  }
}

function transportPacket(frame: string): Packet | null {
  if (frame === "1") return { type: "close" };
  if (frame === "2") return { type: "ping" };
  if (!frame.startsWith("0")) return null;
  const { sid, pingInterval, pingTimeout } = fields(JSON.parse(frame.slice(1)));
  if (typeof sid !== "string") return null;
  return { type: "open", sid, silenceMs: Number(pingInterval) + Number(pingTimeout) };
}

function message(frame: string, namespace: string): Packet | null {
  const head = `${namespace},`;
  // Not `startsWith(head, 2)`: old libraries replace it with one that knows no position.
  if (frame.slice(2, 2 + head.length) !== head) return null;
  const body = frame.slice(2 + head.length);
  const digits = /^\d*/.exec(body)?.[0] ?? "";
  const json = body.slice(digits.length);
  const value: unknown = json === "" ? null : JSON.parse(json);
  switch (frame[1]) {
    case "0":
      return { type: "welcome" };
    case "1":
      return { type: "dismissed" };
    case "2":
      return Array.isArray(value) && typeof value[0] === "string"
        ? { type: "event", event: value[0], payload: value[1] }
        : null;
    case "3":
      return Array.isArray(value) && digits !== ""
        ? { type: "ack", id: Number(digits), payload: value[0] }
        : null;
    case "4": {
      const { message: reason, data } = fields(value);
      return { type: "refused", message: String(reason), data };
    }
    default:
      return null;
  }
}

const fields = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
