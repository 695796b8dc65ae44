import type { PeerMessage } from "@knockknock/protocol";
import { beforeAll, expect, test, vi } from "vitest";
import { settle } from "../testing/fake-clock.ts";
import { FakeStream } from "../testing/fake-media.ts";
import { linkedPair } from "../testing/linked-pair.ts";
import { sectionsOf } from "../testing/sections.ts";

beforeAll(() => {
  vi.stubGlobal("MediaStream", FakeStream);
});

test("comes up with three transceivers that both sides may send on", async () => {
  const { agent, air, calm, failures, visitor } = linkedPair();
  await calm();
  for (const link of [agent, visitor]) {
    expect(link.transport.value).toBe("connected");
    expect(link.channelOpen.value).toBe(true);
  }
  const sections = ["0 audio sendrecv", "1 video sendrecv", "2 video sendrecv"];
  expect(air.connections.map(sectionsOf)).toEqual([sections, sections]);
  expect(failures).toEqual([]);
});

test("the offer asks for sound with redundancy where the browser knows it", () => {
  const codecs = ["audio/opus", "audio/red", "audio/PCMU"].map((mimeType) => ({ mimeType }));
  const preferences = () =>
    linkedPair().air.connections.map(({ transceivers }) =>
      transceivers.map(({ preferred }) => preferred?.map(({ mimeType }) => mimeType) ?? null),
    );
  vi.stubGlobal("RTCRtpReceiver", { getCapabilities: () => ({ codecs }) });
  expect(preferences()).toEqual([[], [["audio/red", "audio/opus", "audio/PCMU"], null, null]]);
  codecs.splice(1, 1);
  expect(preferences()).toEqual([[], [null, null, null]]);
  vi.stubGlobal("RTCRtpReceiver", undefined);
});

test("drops what is too long or not of the protocol, and counts it", async () => {
  const { agent, air, calm, heard, visitor } = linkedPair();
  await calm();
  heard.length = 0;
  const raw = air.connections[1]?.channel;
  for (const bad of ["{", `{"t":"bye"}`, `{"t":"x"}`, JSON.stringify("y".repeat(40_000))]) {
    raw?.send(bad);
  }
  await settle();
  expect(visitor.channel.dropped).toBe(4);
  expect(heard).toEqual([]);
  expect(agent.channel.dropped).toBe(0);
});

test("drops what comes faster than the server would take it, and hears on", async () => {
  const { agent, calm, clock, heard, visitor } = linkedPair();
  await calm();
  heard.length = 0;
  const at = clock.now();
  const flood = async (count: number): Promise<number> => {
    for (let n = 0; n < count; n += 1) {
      const message = {
        id: `flood-${String(n).padStart(4, "0")}`,
        from: "agent",
        text: "Hello!",
        at,
      };
      agent.channel.send({ t: "chat", message });
    }
    agent.channel.send({ t: "beat", n: 1, hidden: true });
    await settle();
    return heard.splice(0).filter(({ t }) => t === "chat").length;
  };
  expect(await flood(300)).toBe(200);
  expect(visitor.channel.dropped).toBe(100);
  expect(visitor.channel.peerHidden).toBe(true);
  expect(await flood(10)).toBe(0);
  await clock.advance(1_000);
  expect(await flood(300)).toBe(40);
  expect(visitor.channel.heardAt).toBe(clock.now());
});

test("a clock that was set back makes nobody silent", async () => {
  const { agent, calm, clock, heard } = linkedPair();
  await calm();
  const say = async (): Promise<void> => {
    agent.channel.send({ t: "leaving" });
    await settle();
  };
  await say();
  const now = clock.now();
  vi.spyOn(clock, "now").mockReturnValue(now - 3_600_000);
  await say();
  vi.spyOn(clock, "now").mockReturnValue(now - 3_600_000 + 25);
  heard.length = 0;
  await say();
  expect(heard).toEqual([{ t: "leaving" }]);
});

test("no heartbeat takes back that the page is going, unless it has stayed", async () => {
  const { agent, calm, clock, heard } = linkedPair();
  await calm();
  const beatsOf = (ms: number) => {
    heard.length = 0;
    return clock.advance(ms).then(() => heard.filter(({ t }) => t === "beat").length);
  };
  expect(await beatsOf(4_000)).toBe(20);
  agent.channel.send({ t: "leaving" });
  // The other side's alone.
  expect(await beatsOf(4_000)).toBe(10);
  await clock.advance(1_000);
  expect(await beatsOf(4_000)).toBe(20);
});

test("an unanswered offer is repeated, also while the channel, which takes no more, is full", async () => {
  const { agent, air, calm, clock, post } = linkedPair();
  await calm();
  agent.restartIce();
  await clock.advance(1_000);
  const offers = () => post.splice(0).filter(({ payload }) => payload.type === "description");
  expect(agent.unanswered).toBe(true);
  const [offer, ...again] = offers();
  expect(again.length).toBeGreaterThan(0);
  if (offer === undefined) throw new Error("Nothing was offered");
  const channel = air.connections[1]?.channel;
  if (channel === undefined) throw new Error("The agent has no channel");
  channel.bufferedAmount = 100_000;
  // The server may have come back: what a full channel holds says nothing of that road.
  await clock.advance(2_000);
  expect(offers().length).toBeGreaterThan(2);
  const says = (message: PeerMessage) => agent.channel.send(message);
  const { epoch } = agent;
  expect(says({ t: "signal", epoch, payload: offer.payload })).toBe(false);
  expect(says({ t: "beat", n: 9, hidden: false })).toBe(false);
  // A candidate is said once.
  const candidate = { type: "candidate", candidate: null } as const;
  expect(says({ t: "signal", epoch, payload: candidate })).toBe(true);
  expect(says({ t: "bye", reason: "hangup" })).toBe(true);
  channel.bufferedAmount = 0;
  expect(says({ t: "signal", epoch, payload: offer.payload })).toBe(true);
});
