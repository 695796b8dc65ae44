import fc from "fast-check";
import { beforeAll, expect, test, vi } from "vitest";
import type { SignalPayload } from "@knockknock/protocol";
import { settle } from "../testing/fake-clock.ts";
import { FakeStream } from "../testing/fake-media.ts";
import { type Letter, linkedPair, type Side } from "../testing/linked-pair.ts";

beforeAll(() => {
  vi.stubGlobal("MediaStream", FakeStream);
});

test("an answer to an earlier offer is dropped", async () => {
  const { agent, calm, failures, post } = linkedPair();
  await calm();
  agent.restartIce();
  await settle();
  const stale: SignalPayload = {
    type: "description",
    n: 1,
    description: { type: "answer", sdp: "v=0\r\na=ice-ufrag:old\r\n" },
  };
  agent.receive(stale);
  await settle();
  expect(post.some(({ payload }) => payload.type === "description")).toBe(true);
  await calm();
  expect(agent.transport.value).toBe("connected");
  expect(failures).toEqual([]);
});

test("an offer that got lost is repeated", async () => {
  const { calm, clock, post, visitor } = linkedPair();
  await settle();
  post.length = 0;
  await clock.advance(1_000);
  await calm();
  expect(visitor.transport.value).toBe("connected");
});

test("only the agent offers, whoever asks for a restart", async () => {
  const { agent, calm, post, visitor } = linkedPair();
  await calm();
  visitor.restartIce();
  await settle();
  expect(post).toEqual([]);
  agent.restartIce();
  await settle();
  expect(post[0]).toMatchObject({ to: "visitor", payload: { type: "description", n: 2 } });
});

test("a second restart replaces one that nobody answered, and its late answer is dropped", async () => {
  const { agent, air, calm, post, visitor } = linkedPair();
  await calm();
  agent.restartIce();
  await settle();
  const first = post.splice(0);
  agent.restartIce();
  await settle();
  for (const { payload } of first) visitor.receive(payload);
  await calm();
  expect(agent.transport.value).toBe("connected");
  expect(air.connections[0]?.remoteUfrag).toBe(air.connections[1]?.ufrag);
});

test("a repeated offer that brings nothing new is answered without being applied again", async () => {
  const { agent, air, clock, post, visitor } = linkedPair();
  await settle();
  const offers = (): Letter[] =>
    post.splice(0).filter(({ to, payload }) => to === "visitor" && payload.type === "description");
  const [offer] = offers();
  if (offer === undefined) throw new Error("No offer");
  visitor.receive(offer.payload);
  visitor.receive(offer.payload);
  await settle();
  expect(post.filter(({ payload }) => payload.type === "description")).toHaveLength(2);
  expect(air.connections[0]?.applied).toBe(1);
  agent.close();
  await clock.advance(1_000);
  expect(offers()).toEqual([]);
});

test("an offer that could not be answered is answered when it is repeated", async () => {
  const { air, calm, failures, visitor } = linkedPair();
  const connection = air.connections[0];
  if (connection === undefined) throw new Error("No connection");
  const answer = connection.setLocalDescription.bind(connection);
  connection.setLocalDescription = () => {
    connection.setLocalDescription = answer;
    return Promise.reject(new Error("No certificate yet"));
  };
  await calm();
  expect(failures).toHaveLength(1);
  expect(connection.applied).toBe(1);
  expect(visitor.transport.value).toBe("connected");
});

test("any order of letters, restarts, cuts and losses ends in one agreed connection", async () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant("deliver" as const), at: fc.nat(20) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("lose" as const), at: fc.nat(20) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("cut" as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("mend" as const) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.nat(3_000) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant("restart" as const),
        who: fc.constantFrom<Side>("agent", "visitor"),
      }),
    },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const all = linkedPair();
      await settle();
      for (const each of steps) {
        if (each.do === "restart") all[each.who].restartIce();
        else if (each.do === "cut" || each.do === "mend") all.air.open = each.do === "mend";
        else if (each.do === "wait") await all.clock.advance(each.ms);
        else if (all.post.length > 0) {
          if (each.do === "lose") all.post.splice(each.at % all.post.length, 1);
          else all.deliver(each.at);
        }
        await settle();
        const visitors = all.post.filter(({ to }) => to === "agent");
        const offers = visitors.filter(
          ({ payload }) => payload.type === "description" && payload.description.type === "offer",
        );
        expect(offers).toEqual([]);
      }
      all.air.open = true;
      await all.calm();
      const [visitor, agent] = all.air.connections;
      expect(visitor?.signalingState).toBe("stable");
      expect(agent?.signalingState).toBe("stable");
      expect(visitor?.remoteUfrag).toBe(agent?.ufrag);
      expect(agent?.remoteUfrag).toBe(visitor?.ufrag);
      expect(all.agent.transport.value).toBe("connected");
      for (const { transceivers } of all.air.connections) expect(transceivers).toHaveLength(3);
      all.agent.close();
      all.visitor.close();
    }),
    { numRuns: 150 },
  );
  // Two seconds' work, more on a machine that has other work too.
}, 30_000);
