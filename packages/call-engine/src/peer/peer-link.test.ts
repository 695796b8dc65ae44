import { beforeAll, expect, test, vi } from "vitest";
import { settle } from "../testing/fake-clock.ts";
import { FakeStream } from "../testing/fake-media.ts";
import { linkedPair } from "../testing/linked-pair.ts";

beforeAll(() => {
  vi.stubGlobal("MediaStream", FakeStream);
});

test("comes up with three transceivers that both sides may send on", async () => {
  const { agent, calm, failures, visitor } = linkedPair();
  await calm();
  for (const link of [agent, visitor]) {
    expect(link.transport.value).toBe("connected");
    expect(link.channelOpen.value).toBe(true);
    expect(link.sections).toEqual(["0 audio sendrecv", "1 video sendrecv", "2 video sendrecv"]);
  }
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

test("an unanswered offer is repeated, but not into a channel that is full", async () => {
  const { agent, air, calm, clock, post } = linkedPair();
  await calm();
  agent.restartIce();
  await clock.advance(1_000);
  const offers = () => post.splice(0).filter(({ payload }) => payload.type === "description");
  expect(agent.unanswered).toBe(true);
  expect(offers().length).toBeGreaterThan(1);
  const channel = air.connections[1]?.channel;
  if (channel === undefined) throw new Error("The agent has no channel");
  channel.bufferedAmount = 100_000;
  await clock.advance(2_000);
  expect(offers()).toEqual([]);
  channel.bufferedAmount = 0;
  await clock.advance(1_000);
  expect(offers().length).toBeGreaterThan(0);
});
