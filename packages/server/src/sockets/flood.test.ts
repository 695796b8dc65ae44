import { afterEach, describe, expect, test, vi } from "vitest";
import type { Limits } from "../calls/ports.ts";
import { newKey } from "../testing/call-client.ts";
import { CallServer, ORIGIN } from "../testing/call-server.ts";

const FLOODER = "203.0.113.9";
const OTHER = "198.51.100.7";

// Each test starts a server of its own: on a busy machine that alone may take seconds.
vi.setConfig({ testTimeout: 20_000 });

let server: CallServer;
const start = async (limits: Partial<Limits> = {}) => {
  server = new CallServer(limits);
  await server.start();
};
afterEach(() => server.dispose());

const chat = (text: string) => ({ type: "chat", message: { id: newKey(), text } });
const page = (title: string) => ({
  type: "page",
  page: { url: "https://shop.example/", title, referrer: "" },
});

describe("chat", () => {
  test("is not taken from a knock that nobody answered, not even after its end", async () => {
    await start();
    const visitor = await server.caller();
    const { id } = visitor.call;
    expect(await visitor.command(id, chat("hello"))).toMatchObject({ ok: false });
    await visitor.command(id, { type: "cancel" });
    expect(await visitor.command(id, chat("hello"))).toMatchObject({
      error: { code: "wrong_phase" },
    });
    expect(await server.core.store.chatSince(id, 0)).toEqual([]);
  });

  test("of one call is kept up to a number, and given out from its newest", async () => {
    await start({ chatPerCall: 3 });
    const agent = await server.agent("agent-a");
    const visitor = await server.caller();
    const { id } = visitor.call;
    await agent.got("desk", ({ incoming }) => incoming.length === 1);
    await agent.command(id, { type: "accept" });
    for (const text of ["one", "two", "three"]) {
      expect(await visitor.command(id, chat(text))).toMatchObject({ ok: true });
    }
    expect(await visitor.command(id, chat("four"))).toMatchObject({
      error: { code: "rate_limited" },
    });
    const newest = await server.core.store.chatSince(id, 0, 2);
    expect(newest.map(({ text }) => text)).toEqual(["two", "three"]);
  });

  test("is kept of both who give their messages the same id", async () => {
    await start();
    const { agent, visitor, id } = await server.connectedCall();
    const same = (text: string) => ({ type: "chat", message: { id: "message-0001", text } });
    for (const [person, text] of [
      [visitor, "no"],
      [agent, "yes"],
      [visitor, "no, once more"],
    ] as const) {
      expect(await person.command(id, same(text))).toMatchObject({ ok: true });
    }
    const kept = await server.core.store.chatSince(id, 0);
    expect(kept.map(({ from, text }) => [from, text])).toEqual([
      ["visitor", "no"],
      ["agent-a", "yes"],
    ]);
  });
});

describe("one socket", () => {
  test("takes a seat ten times at once, then every two seconds", async () => {
    await start();
    const { call, ticket } = await server.knock();
    const visitor = await server.visitor();
    const join = () => visitor.ask("join", { callId: call.id, ticket, lastSeq: 0, fresh: false });
    for (let n = 0; n < 10; n += 1) expect(await join()).toMatchObject({ ok: true });
    expect(await join()).toMatchObject({ error: { code: "rate_limited", retryAfterS: 2 } });
    server.clock.advance(2_000);
    expect(await join()).toMatchObject({ ok: true });
  });

  test("has a bounded number of events under way", async () => {
    await start({ pendingPerSocket: 3 });
    const visitor = await server.caller();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        visitor.command(visitor.call.id, { type: "media", media: media(n) }),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
    expect(answers.at(-1)).toMatchObject({ error: { code: "rate_limited" } });
  });

  test("that moves from page to page writes twice a second, the newest wins", async () => {
    await start();
    const visitor = await server.caller();
    const { id } = visitor.call;
    for (const title of ["one", "two", "three"]) {
      expect(await visitor.command(id, page(title))).toMatchObject({ ok: true });
    }
    const titles = async () => {
      const detail = await server.core.history.call(id);
      return detail?.timeline.flatMap(({ type, data }) =>
        type === "page" ? [(data as { title: string }).title] : [],
      );
    };
    expect(await titles()).toEqual(["one"]);
    server.clock.advance(500);
    await expect.poll(titles).toEqual(["one", "three"]);
  });

  test("with a forged ticket gets no turn at the database", async () => {
    await start();
    const { call } = await server.knock();
    const visitor = await server.visitor();
    const transactions = vi.spyOn(server.core.store, "transaction");
    const join = { callId: call.id, ticket: `1.${"A".repeat(43)}`, lastSeq: 0, fresh: false };
    expect(await visitor.ask("join", join)).toMatchObject({ error: { code: "ticket_expired" } });
    expect(transactions).not.toHaveBeenCalled();
  });
});

describe("one address", () => {
  test("opens only so many sockets; others are not touched", async () => {
    await start({ socketsPerAddress: 2 });
    const first = await server.visitor(ORIGIN, "2001:db8:1:2::1");
    await server.visitor(ORIGIN, "2001:db8:1:2::2");
    const third = server.visitor(ORIGIN, "2001:db8:1:2::3");
    await expect(third).rejects.toMatchObject({ data: { code: "rate_limited" } });
    await server.visitor(ORIGIN, OTHER);
    first.socket.disconnect();
    await expect
      .poll(() =>
        server.visitor(ORIGIN, "2001:db8:1:2::3").then(
          () => "in",
          () => "refused",
        ),
      )
      .toBe("in");
  });

  test("has a budget for handshakes of agents, too, and a number of sockets", async () => {
    await start({ eventsPerAddress: { burst: 3, perSecond: 1 }, socketsPerAddress: 1 });
    const attempt = (ticket: string, address: string) =>
      server.agent(ticket, false, address).then(
        () => "in",
        (error: { data: { code: string; retryAfterS?: number } }) => error.data,
      );
    for (let n = 0; n < 3; n += 1) {
      expect(await attempt("guessed", FLOODER)).toMatchObject({ code: "unauthorized" });
    }
    expect(await attempt("guessed", FLOODER)).toMatchObject({
      code: "rate_limited",
      retryAfterS: 1,
    });
    expect(await attempt("agent-a", OTHER)).toBe("in");
    expect(await attempt("agent-b", OTHER)).toMatchObject({
      code: "rate_limited",
      retryAfterS: 10,
    });
  });

  test("opens only so many connections, though none of them asks for anything", async () => {
    await start({ connectionsPerAddress: 2 });
    const open = (address: string) =>
      fetch(`${server.url}/socket/?EIO=4&transport=polling`, {
        headers: { "x-forwarded-for": address },
      });
    for (let n = 0; n < 5; n += 1) await open(FLOODER);
    expect(server.openConnections).toBe(2);
    await open(OTHER);
    expect(server.openConnections).toBe(3);
  });

  test("has one budget for all of its sockets", async () => {
    // Two handshakes and four events.
    await start({ eventsPerAddress: { burst: 6, perSecond: 1 } });
    const sockets = await Promise.all([1, 2].map(() => server.visitor(ORIGIN, FLOODER)));
    const codes: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      const answer = await sockets[n % 2]?.ask("ice", { callId: "unknown0" });
      codes.push(answer?.ok === false ? answer.error.code : "ok");
    }
    expect(codes).toEqual([...Array<string>(4).fill("not_found"), "rate_limited", "rate_limited"]);
    const other = await server.visitor(ORIGIN, OTHER);
    expect(await other.ask("ice", { callId: "unknown0" })).toMatchObject({
      error: { code: "not_found" },
    });
  });

  test("that floods on many sockets costs few turns at the database; another visitor rings", async () => {
    await start({ eventsPerAddress: { burst: 30, perSecond: 1 } });
    const agent = await server.agent("agent-a");
    const { call, ticket } = await server.knock({}, FLOODER);
    const sockets = await Promise.all(
      Array.from({ length: 10 }, () => server.visitor(ORIGIN, FLOODER)),
    );
    const transactions = vi.spyOn(server.core.store, "transaction");
    const join = { callId: call.id, ticket, lastSeq: 0, fresh: false };
    const flood = sockets.flatMap((socket) =>
      Array.from({ length: 10 }, () => socket.ask("join", join)),
    );
    const other = await server.knock({}, OTHER);
    await agent.got("desk", ({ incoming }) =>
      incoming.some(({ callId }) => callId === other.call.id),
    );
    const answers = await Promise.all(flood);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(20);
    // Two for each join that passed, and those of the knock.
    expect(transactions.mock.calls.length).toBeLessThan(2 * 20 + 10);
  });
});

const media = (n: number) => ({ n: n + 1, microphone: "on", camera: "on", screen: false });
