/** Each message that a page may send × each kind of page: who may say what in whose call. */
import type {
  AgentCommand,
  AgentToServer,
  ErrorCode,
  QualitySummary,
  VisitorCommand,
  VisitorToServer,
} from "@knockknock/protocol";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Client, newKey } from "../testing/call-client.ts";
import { type Caller, CallServer, ORIGIN, OTHER_SITE } from "../testing/call-server.ts";

vi.setConfig({ testTimeout: 20_000, hookTimeout: 30_000 });

type Outcome = "ok" | ErrorCode;

const page = { url: "https://shop.example/next", title: "Next", referrer: "" };
const summary: QualitySummary = {
  medianRttMs: 40,
  packetLossRatio: 0,
  concealedRatio: 0,
  framesDecoded: 100,
  freezes: 0,
  recoveries: 0,
  relayed: false,
};
const media = { n: 1, microphone: "on", camera: "on", screen: false } as const;

/** What may be said in a connected call; an old epoch's rebuild changes nothing. */
const shared = {
  report: { type: "report", leg: { agentId: "agent-a", epoch: 1, state: "up" } },
  media: { type: "media", media },
  permission: { type: "permission", permission: { microphone: "granted", camera: "granted" } },
  chat: { type: "chat", message: { id: "message-0001", text: "hello" } },
  rebuild: { type: "rebuild", agentId: "agent-a", epoch: 0 },
  summary: { type: "summary", summary },
  // Whoever has the call hears that all is well.
  accept: { type: "accept" },
  decline: { type: "decline" },
  ended_by_peer: { type: "ended_by_peer", reason: "connection_lost" },
  hangup: { type: "hangup" },
} as const;
const visitorCommands: { [T in VisitorCommand["type"]]: VisitorCommand & { type: T } } = {
  ...shared,
  page: { type: "page", page },
  rate: { type: "rate", stars: 5, comment: "" },
  cancel: { type: "cancel" },
};
const agentCommands: { [T in AgentCommand["type"]]: AgentCommand & { type: T } } = {
  ...shared,
  hold: { type: "hold", on: false },
};
const ENDING = new Set<string>(["ended_by_peer", "hangup", "cancel"]);

const payload = { type: "candidate", candidate: null };
const visitorEvents = (callId: string, ticket: string): Record<keyof VisitorToServer, object> => ({
  join: { callId, ticket, lastSeq: 0, fresh: false },
  command: { callId, key: newKey(), command: { type: "hangup" } },
  signal: { callId, to: "agent-a", epoch: 1, payload },
  ice: { callId },
});
const agentEvents = (callId: string): Record<keyof AgentToServer, object> => ({
  available: { available: true },
  call_back: { callId, key: newKey() },
  join: { callId, lastSeq: 0, fresh: false },
  command: { callId, key: newKey(), command: { type: "hangup" } },
  signal: { callId, to: "visitor", epoch: 1, payload },
  ice: { callId },
});

const outcome = async (asked: ReturnType<Client["ask"]>): Promise<Outcome> => {
  const ack = await asked;
  return ack.ok ? "ok" : ack.error.code;
};

let server: CallServer;
let agent: Client;
let visitor: Caller;
let callId: string;
/** Pages that have no part in the call, and the ticket each of them has. */
let strangers: Record<"of another call" | "of another site" | "without a call", [Client, string]>;
let colleague: Client;

beforeAll(async () => {
  server = new CallServer();
  await server.start();
  const connected = await server.connectedCall();
  ({ agent, visitor, id: callId } = connected);
  const elsewhere = await server.caller();
  const other = await server.knock({ site: OTHER_SITE.key });
  const page = await server.visitor(ORIGIN, undefined, OTHER_SITE.key);
  const join = { callId: other.call.id, ticket: other.ticket, lastSeq: 0, fresh: false };
  const seated = await page.ask("join", join);
  if (!seated.ok) throw new Error(seated.error.message);
  strangers = {
    "of another call": [elsewhere, elsewhere.ticket],
    // Not even with this call's own ticket.
    "of another site": [page, visitor.ticket],
    "without a call": [await server.visitor(), ""],
  };
  colleague = await server.agent("agent-b", false);
});
afterAll(() => server.dispose());

const state = () => server.core.service.active.get(callId)?.state;

describe.each(["of another call", "of another site", "without a call"] as const)(
  "a visitor %s",
  (who) => {
    test.each(Object.keys(visitorCommands))("may not %s", async (type) => {
      const [client] = strangers[who];
      const command = visitorCommands[type as VisitorCommand["type"]];
      const before = state();
      expect(await outcome(client.command(callId, command))).toBe("not_found");
      expect(state()).toBe(before);
    });

    test("gets neither the seat, nor signals, nor relay credentials", async () => {
      const [client, ticket] = strangers[who];
      const before = state();
      for (const [event, asked] of Object.entries(visitorEvents(callId, ticket))) {
        const refused = event === "join" ? "ticket_expired" : "not_found";
        expect([event, await outcome(client.ask(event, asked))]).toEqual([event, refused]);
      }
      expect(state()).toBe(before);
      expect(agent.all("signal")).toEqual([]);
    });

    test("is no agent", async () => {
      const [client] = strangers[who];
      for (const event of ["available", "call_back"] as const) {
        const asked = agentEvents(callId)[event];
        expect(await outcome(client.ask(event, asked))).toBe("bad_request");
      }
    });
  },
);

describe("an agent who is not in the call", () => {
  test.each(Object.keys(agentCommands))("may not %s", async (type) => {
    const command = agentCommands[type as AgentCommand["type"]];
    const before = state();
    const late = type === "accept" || type === "decline";
    expect(await outcome(colleague.command(callId, command))).toBe(
      late ? "already_answered" : "not_found",
    );
    expect(state()).toBe(before);
  });

  test("sets only its own availability, and gets nothing of the call", async () => {
    const before = state();
    for (const [event, asked] of Object.entries(agentEvents(callId))) {
      const expected = event === "available" ? "ok" : "not_found";
      expect([event, await outcome(colleague.ask(event, asked))]).toEqual([event, expected]);
    }
    expect(state()).toBe(before);
    expect(visitor.all("signal")).toEqual([]);
    await colleague.ask("available", { available: false });
  });
});

describe("who is in the call", () => {
  test.each(Object.keys(visitorCommands).filter((type) => !ENDING.has(type)))(
    "as its visitor may %s",
    async (type) => {
      const command = visitorCommands[type as VisitorCommand["type"]];
      expect(await outcome(visitor.command(callId, command))).toBe("ok");
    },
  );

  test.each(Object.keys(agentCommands).filter((type) => !ENDING.has(type)))(
    "as its agent may %s",
    async (type) => {
      const command = agentCommands[type as AgentCommand["type"]];
      expect(await outcome(agent.command(callId, command))).toBe("ok");
    },
  );

  test("gets the seat, signals and relay credentials, and nobody calls it back", async () => {
    const { command: _visitors, ...ofVisitor } = visitorEvents(callId, visitor.ticket);
    for (const [event, asked] of Object.entries(ofVisitor)) {
      expect([event, await outcome(visitor.ask(event, asked))]).toEqual([event, "ok"]);
    }
    const { command: _agents, ...ofAgent } = agentEvents(callId);
    for (const [event, asked] of Object.entries(ofAgent)) {
      const expected = event === "call_back" ? "not_found" : "ok";
      expect([event, await outcome(agent.ask(event, asked))]).toEqual([event, expected]);
    }
  });
});

describe("who is in the call may end it", () => {
  let own: CallServer;
  beforeAll(async () => {
    own = new CallServer();
    await own.start();
  });
  afterAll(() => own.dispose());

  test.each([
    ["visitor", "hangup"],
    ["visitor", "cancel"],
    ["visitor", "ended_by_peer"],
    ["agent", "hangup"],
    ["agent", "ended_by_peer"],
  ] as const)("as its %s: %s", async (who, type) => {
    const call = await own.connectedCall();
    const command = who === "visitor" ? visitorCommands[type] : agentCommands[type as "hangup"];
    expect(await outcome(call[who].command(call.id, command))).toBe("ok");
    expect((await call.visitor.end()).name).toBe("ended");
    call.agent.socket.disconnect();
  });
});
