import { createServer, type Server as HttpServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { SOCKET_PATH } from "@knockknock/protocol";
import { Server } from "socket.io";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openSocket } from "./socket.ts";
import type { Wire } from "./wire.ts";

/** The real library on the other end: what it speaks is what counts. */
describe("the wire, against a real Socket.IO server", () => {
  let http: HttpServer;
  let io: Server;
  let url: string;
  const wires: Wire[] = [];
  let auth: () => Promise<Record<string, unknown>>;

  const listen = async (transports: ("websocket" | "polling")[], port = 0): Promise<void> => {
    http = createServer();
    io = new Server(http, { path: SOCKET_PATH, transports, serveClient: false, pingInterval: 300 });
    const namespace = io.of("/visitor");
    namespace.use((socket, next) => {
      const refusal = Object.assign(new Error("Not this key"), { data: { code: "unknown_site" } });
      next(socket.handshake.auth["site"] === "wrong" ? refusal : undefined);
    });
    namespace.on("connection", (socket) => {
      socket.emit("hello", { text: 'grüße \u2028 "x" ,7' });
      socket.on("double", (value: number, reply: (value: unknown) => void) => {
        reply({ ok: true, value: value * 2 });
      });
      socket.on("swallow", () => undefined);
      socket.on("kick", () => socket.disconnect(true));
    });
    await new Promise<void>((resolve) => {
      http.listen(port, "127.0.0.1", resolve);
    });
    url = `http://127.0.0.1:${String((http.address() as AddressInfo).port)}/visitor`;
  };
  const open = (): Wire => {
    const wire = openSocket(url, () => auth());
    wires.push(wire);
    return wire;
  };
  const state = (wire: Wire, wanted: boolean): Promise<void> =>
    new Promise((resolve) => {
      if (wire.connected === wanted) resolve();
      wire.onState((connected) => {
        if (connected === wanted) resolve();
      });
    });
  const failure = (wire: Wire): Promise<unknown> =>
    new Promise((resolve) => {
      wire.onFailure(resolve);
    });
  const event = (wire: Wire, name: string): Promise<unknown> =>
    new Promise((resolve) => {
      wire.on(name, resolve);
    });

  beforeEach(() => {
    auth = () => Promise.resolve({ v: 1, site: "demo" });
  });
  afterEach(async () => {
    vi.useRealTimers();
    for (const wire of wires.splice(0)) wire.close();
    await io.close();
  });
  /** The sockets' own time goes on; what this client waits for passes at once. */
  const holdTimers = (): void => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  };

  it.each([["websocket" as const], ["polling" as const]])(
    "carries events over %s",
    async (road) => {
      await listen([road]);
      const wire = open();
      expect(await event(wire, "hello")).toEqual({ text: 'grüße \u2028 "x" ,7' });
      const answers = await Promise.all([1, 2, 3].map((value) => wire.emit("double", value)));
      expect(answers).toEqual([2, 4, 6].map((value) => ({ ok: true, value })));
    },
  );

  it("answers the server's pings, so that it is not taken for dead", async () => {
    await listen(["websocket"]);
    const wire = open();
    await state(wire, true);
    type Client = { on(name: "heartbeat", handler: () => void): void };
    const [client] = Object.values(
      (io.engine as unknown as { clients: Record<string, Client> }).clients,
    );
    await new Promise<void>((resolve) => {
      let beats = 0;
      client?.on("heartbeat", () => {
        beats += 1;
        if (beats === 2) resolve();
      });
    });
    expect(wire.connected).toBe(true);
  });

  it("tells the code of a refused handshake", async () => {
    await listen(["websocket"]);
    auth = () => Promise.resolve({ v: 1, site: "wrong" });
    expect(await failure(open())).toEqual({ step: "handshake", code: "unknown_site" });
  });

  it("tells when what the handshake needs cannot be had", async () => {
    await listen(["websocket"]);
    auth = () => Promise.reject(Object.assign(new Error("no"), { code: "unauthorized" }));
    expect(await failure(open())).toEqual({ step: "auth", code: "unauthorized" });
  });

  it("comes back after the server dismissed it", async () => {
    await listen(["websocket"]);
    const wire = open();
    await state(wire, true);
    const unanswered = wire.emit("kick", null);
    await expect(unanswered).rejects.toMatchObject({ reason: "unreachable" });
    expect(wire.connected).toBe(false);
    await state(wire, true);
  });

  it("opens anew a doubted connection that leaves a question unanswered", async () => {
    await listen(["websocket"]);
    holdTimers();
    const wire = open();
    await state(wire, true);
    const unanswered = wire.emit("swallow", null);
    wire.doubt();
    const back = state(wire, false).then(() => state(wire, true));
    vi.advanceTimersByTime(700);
    await expect(unanswered).rejects.toMatchObject({ reason: "unreachable" });
    await back;
    expect(await wire.emit("double", 4)).toEqual({ ok: true, value: 8 });
  });

  it("trusts a doubted connection again as soon as anything arrives on it", async () => {
    await listen(["websocket"]);
    holdTimers();
    const wire = open();
    await state(wire, true);
    const lost: boolean[] = [];
    wire.onState((connected) => lost.push(connected));
    const unanswered = wire.emit("swallow", null);
    wire.doubt();
    await wire.emit("double", 1);
    vi.advanceTimersByTime(700);
    expect(lost).toEqual([]);
    wire.close();
    await expect(unanswered).rejects.toMatchObject({ reason: "unreachable" });
  });

  it("does not wait long for a road that worked and now leads nowhere", async () => {
    await listen(["websocket"]);
    const wire = open();
    await state(wire, true);
    holdTimers();
    const gone = state(wire, false);
    const { port } = http.address() as AddressInfo;
    await io.close();
    await gone;
    // Takes connections and never says a word, as a network does that swallows packets.
    const silent = createTcpServer();
    await new Promise<void>((resolve) => {
      silent.listen(port, "127.0.0.1", resolve);
    });
    const knocks = (): Promise<void> =>
      new Promise((resolve) => {
        silent.once("connection", () => resolve());
      });
    let next = knocks();
    vi.advanceTimersByTime(400);
    await next;
    next = knocks();
    vi.advanceTimersByTime(2_250 + 700);
    await next;
    expect(wire.connected).toBe(false);
    wire.close();
    await new Promise<void>((resolve) => {
      silent.close(() => resolve());
    });
    await listen(["websocket"]);
  });

  it("comes back to a server that was restarted, and refuses to ask meanwhile", async () => {
    await listen(["websocket"]);
    const { port } = http.address() as AddressInfo;
    const wire = open();
    await state(wire, true);
    const gone = state(wire, false);
    await io.close();
    await gone;
    await expect(wire.emit("double", 1)).rejects.toMatchObject({ reason: "unreachable" });
    await listen(["websocket"], port);
    await state(wire, true);
    expect(await wire.emit("double", 21)).toEqual({ ok: true, value: 42 });
  });
});
