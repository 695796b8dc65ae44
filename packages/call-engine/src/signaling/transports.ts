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

/** Frames of one polling body are separated by the record separator. */
const SEPARATOR = "\x1e";

export const overPolling: OpenTransport = (endpoint, listener) => {
  const abort = new AbortController();
  const address = endpoint + query("polling");
  let session = "";
  let waiting: string[] = [];
  let posting = false;
  const exchange = async (init: RequestInit): Promise<string> => {
    // `t` keeps caches from answering for the server.
    const response = await fetch(`${address}${session}&t=${Date.now().toString(36)}`, {
      ...init,
      credentials: "omit",
      signal: abort.signal,
    });
    if (!response.ok) throw new Error(`Polling was answered with ${String(response.status)}`);
    return response.text();
  };
  const end = (): void => {
    if (abort.signal.aborted) return;
    abort.abort();
    listener.onClose();
  };
  const receive = async (): Promise<void> => {
    while (!abort.signal.aborted) {
      for (const frame of (await exchange({})).split(SEPARATOR)) {
        if (session === "") session = `&sid=${sidOf(frame)}`;
        if (!abort.signal.aborted) listener.onFrame(frame);
      }
    }
  };
  /** One POST at a time, as the protocol demands; what comes meanwhile goes with the next. */
  const flush = async (): Promise<void> => {
    if (posting) return;
    posting = true;
    while (waiting.length > 0) {
      const body = waiting.join(SEPARATOR);
      waiting = [];
      await exchange({ method: "POST", body });
    }
    posting = false;
  };
  receive().catch(end);
  return {
    send: (frame) => {
      waiting.push(frame);
      flush().catch(end);
    },
    close: () => {
      abort.abort();
    },
  };
};

const sidOf = (frame: string): string => {
  const { sid } = JSON.parse(frame.slice(1)) as { sid?: unknown };
  return encodeURIComponent(String(sid));
};
