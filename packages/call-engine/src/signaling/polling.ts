import type { OpenTransport } from "./transports.ts";

/** Frames of one polling body are separated by the record separator. */
const SEPARATOR = "\x1e";

/** Frames over long polling; see `transports.ts`. */
export const poll: OpenTransport = (address, listener) => {
  const abort = new AbortController();
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
