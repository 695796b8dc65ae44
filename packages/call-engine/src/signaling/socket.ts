import { io } from "socket.io-client";
import { SOCKET_PATH } from "@knockknock/protocol";
import { EngineError } from "../lib/errors.ts";
import type { OpenWire, WireFailure } from "./wire.ts";

/** A server that does not acknowledge within this time is treated as unreachable. */
const ACK_TIMEOUT_MS = 8_000;
/** Pause before knocking again at a server that closed the door itself (restart, refused ticket). */
const REOPEN_MS = 1_000;

/** The only user of the socket library. WebSocket first; long polling where that is blocked. */
export const openSocket: OpenWire = (url, auth) => {
  const failures: ((failure: WireFailure) => void)[] = [];
  const states: ((connected: boolean) => void)[] = [];
  let closed = false;
  const fail = (step: WireFailure["step"], error: unknown): void => {
    for (const handler of failures) handler({ step, code: codeOf(error) });
  };

  const socket = io(url, {
    path: SOCKET_PATH,
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 250,
    reconnectionDelayMax: 2_000,
    timeout: 5_000,
    auth: (give) => {
      auth().then(give, (error: unknown) => {
        fail("auth", error);
        socket.disconnect();
        reopen();
      });
    },
  });

  const reopen = (): void => {
    setTimeout(() => {
      if (!closed && !socket.connected) socket.connect();
    }, REOPEN_MS);
  };
  socket.on("connect", () => {
    for (const handler of states) handler(true);
  });
  socket.on("disconnect", (reason) => {
    for (const handler of states) handler(false);
    if (reason === "io server disconnect") reopen();
  });
  socket.on("connect_error", (error) => {
    fail("handshake", error);
    if (!socket.active) reopen();
  });

  return {
    get connected() {
      return socket.connected;
    },
    on: (event, handler) => {
      socket.on(event, (payload: unknown) => handler(payload));
    },
    onState: (handler) => {
      states.push(handler);
    },
    onFailure: (handler) => {
      failures.push(handler);
    },
    emit: (event, payload) =>
      socket.connected
        ? socket.timeout(ACK_TIMEOUT_MS).emitWithAck(event, payload)
        : Promise.reject(new EngineError("unreachable", "Not connected to the call server")),
    close: () => {
      closed = true;
      socket.disconnect();
    },
  };
};

/** The server puts its error code in `data.code` of a refused handshake, or uses it as message. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { data, code } = error as { data?: { code?: unknown }; code?: unknown };
  for (const found of [data?.code, code]) if (typeof found === "string") return found;
  return /^[a-z_]+$/.test(error.message) ? error.message : null;
}
