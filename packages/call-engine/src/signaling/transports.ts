/**
 * Two roads for Engine.IO frames. `WebSocket` first; long polling for networks whose proxies let
 * nothing else through. Both end with exactly one `onClose`, unless closed from this side.
 */
export interface Transport {
  send(frame: string): void;
  close(): void;
}

export interface TransportListener {
  onFrame(frame: string): void;
  /** It could not be opened, broke, or was closed by the server. */
  onClose(): void;
}

/** `endpoint` is the http(s) address of the socket path, with a trailing slash. */
export type OpenTransport = (endpoint: string, listener: TransportListener) => Transport;

const query = (transport: string): string => `?EIO=4&transport=${transport}`;

export const overWebSocket: OpenTransport = (endpoint, listener) => {
  const socket = new WebSocket(endpoint.replace(/^http/, "ws") + query("websocket"));
  let closed = false;
  const end = (): void => {
    if (closed) return;
    closed = true;
    listener.onClose();
  };
  socket.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (!closed && typeof event.data === "string") listener.onFrame(event.data);
  });
  socket.addEventListener("close", end);
  socket.addEventListener("error", end);
  return {
    send: (frame) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(frame);
    },
    close: () => {
      closed = true;
      socket.close();
    },
  };
};

/** Its code comes when it is needed, which is rare; as long as it does not, this road is closed. */
export const overPolling: OpenTransport = (endpoint, listener) => {
  let closed = false;
  let road: Transport | null = null;
  import("../late.ts").then(
    ({ poll }) => {
      if (!closed) road = poll(endpoint + query("polling"), listener);
    },
    () => {
      if (!closed) listener.onClose();
    },
  );
  return {
    send: (frame) => road?.send(frame),
    close: () => {
      closed = true;
      road?.close();
    },
  };
};
