/**
 * What is like a message, but not quite: whatever arrives is either taken as the schema says or
 * refused in words. `FUZZ_RUNS=1000000` looks longer than `npm test` has time for.
 */
import { isDeepStrictEqual } from "node:util";
import {
  AgentCommandEnvelope,
  AgentJoinRequest,
  AvailableRequest,
  CallBackRequest,
  IceRequest,
  JoinRequest,
  KnockRequest,
  LeaveMessage,
  LeavingNotice,
  PeerMessage,
  SignalOut,
  VisitorCommandEnvelope,
} from "@knockknock/protocol";
import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import type * as z from "zod/mini";
import { Refusal } from "../refusal.ts";
import { handler } from "./gate.ts";

const RUNS = Number(process.env["FUZZ_RUNS"] ?? 500);
vi.setConfig({ testTimeout: 60_000 + RUNS });

const id = "call-0001";
const page = { url: "https://shop.example/", title: "Shop", referrer: "" };
const candidate = { candidate: "", sdpMid: null, sdpMLineIndex: null, usernameFragment: null };
const leg = { agentId: "agent-a", epoch: 1, state: "up" };

/** One message of each kind that is right; what is tried are its near relations. */
const messages: readonly [string, z.ZodMiniType, unknown][] = [
  ["join", JoinRequest, { callId: id, ticket: "1.abc", lastSeq: 0, fresh: true }],
  ["an agent's join", AgentJoinRequest, { callId: id, lastSeq: 0, fresh: true }],
  [
    "a visitor's command",
    VisitorCommandEnvelope,
    { callId: id, key: "key-00001", command: { type: "page", page } },
  ],
  [
    "an agent's command",
    AgentCommandEnvelope,
    { callId: id, key: "key-00001", command: { type: "report", leg } },
  ],
  [
    "signal",
    SignalOut,
    { callId: id, to: "visitor", epoch: 1, payload: { type: "candidate", candidate } },
  ],
  ["ice", IceRequest, { callId: id }],
  ["available", AvailableRequest, { available: true }],
  ["call_back", CallBackRequest, { callId: id, key: "key-00001" }],
  [
    "a knock",
    KnockRequest,
    { v: 1, site: "demo", key: "key-00001", page, language: "en", identity: { name: "Kim" } },
  ],
  ["leaving", LeavingNotice, { callId: id, ticket: "1.abc" }],
  [
    "a message",
    LeaveMessage,
    { v: 1, site: "demo", key: "key-00001", name: "", contact: "a@b", text: "Hi", page },
  ],
  ["a peer's message", PeerMessage, { t: "beat", n: 1, hidden: false }],
];

/** Names that a careless reader of objects trips over. */
const traps = fc.constantFrom("__proto__", "constructor", "toString", "hasOwnProperty", "then", "");
const strange = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(undefined, Number.NaN, Infinity, -0, 2 ** 53, "\u0000", "\ud800"),
  fc.string({ minLength: 3_000, maxLength: 30_000 }),
  fc.array(fc.constant({}), { minLength: 200, maxLength: 300 }),
);

/** The message with one of its parts, of any depth, taken out, renamed, added or replaced. */
function mutated(value: unknown): fc.Arbitrary<unknown> {
  if (typeof value !== "object" || value === null) return strange;
  const entries = Object.entries(value);
  const without = (name: string) => entries.filter(([key]) => key !== name);
  return fc.oneof(
    strange,
    fc
      .tuple(fc.oneof(traps, fc.string({ maxLength: 40 })), strange)
      .map((entry) => Object.fromEntries([...entries, entry])),
    ...entries.flatMap(([name, part]) => [
      fc.constant(Object.fromEntries(without(name))),
      mutated(part).map((other) => Object.fromEntries([...without(name), [name, other]])),
    ]),
  );
}

/** What is wrong about a message that was let in: it must be what the schema knows and no more. */
function wrongly(schema: z.ZodMiniType, [value, ...more]: readonly unknown[]): string[] {
  const again = schema.safeParse(value);
  const plain = Object.getPrototypeOf(value) === Object.prototype;
  return [
    ...(more.length === 0 ? [] : ["taken twice"]),
    ...(again.success && isDeepStrictEqual(again.data, value) ? [] : ["not what the schema knows"]),
    ...(plain ? [] : ["with another prototype"]),
  ];
}

/** What is wrong about a refusal. */
const badly = (error: unknown, taken: readonly unknown[]): string[] => [
  ...(error instanceof Refusal ? [] : [`no refusal: ${String(error)}`]),
  ...(error instanceof Refusal && error.wire.code === "bad_request" ? [] : ["another code"]),
  ...(error instanceof Refusal && error.wire.message.length > 500 ? ["too many words"] : []),
  ...(taken.length === 0 ? [] : ["taken all the same"]),
];

test.each(messages)("%s and all that is nearly one", async (_name, schema, right) => {
  const taken: unknown[] = [];
  const door = handler(schema, (_socket, value) => {
    taken.push(value);
    return Promise.resolve(null);
  });
  const send = async (payload: unknown) => door.handle(null, payload, () => undefined);
  await send(right);
  expect(taken).toEqual([right]);

  await fc.assert(
    fc.asyncProperty(mutated(right), async (payload) => {
      taken.length = 0;
      const error: unknown = await send(payload).then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error === null ? wrongly(schema, taken) : badly(error, taken)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});
