import { beforeAll, expect, test, vi } from "vitest";
import { settle } from "../testing/fake-clock.ts";
import type { FakeConnection } from "../testing/fake-connection.ts";
import { FakeStream, FakeTrack } from "../testing/fake-media.ts";
import { linkedPair } from "../testing/linked-pair.ts";

beforeAll(() => {
  vi.stubGlobal("MediaStream", FakeStream);
});

/** What the link sets on a sender from now on, in order. */
function encodingsSetOn(
  sender: FakeConnection["transceivers"][number]["sender"],
): readonly RTCRtpEncodingParameters[] {
  const set: RTCRtpEncodingParameters[] = [];
  sender.setParameters = ({ encodings } = { encodings: [] }) => {
    set.push(...encodings);
    return Promise.resolve();
  };
  return set;
}

test("puts tracks in and takes them out without a word on the signaling road", async () => {
  const { agent, air, calm, post } = linkedPair();
  await calm();
  const camera = new FakeTrack("video", "Camera") as unknown as MediaStreamTrack;
  agent.setTracks({ audio: null, camera, screen: null }, "none");
  await settle();
  const tracks = () => air.connections[1]?.transceivers.map(({ sender }) => sender.track);
  expect(tracks()).toEqual([null, camera, null]);
  agent.setTracks({ audio: null, camera: null, screen: null }, "none");
  await settle();
  expect(tracks()).toEqual([null, null, null]);
  expect(post).toEqual([]);
});

test("a camera starts small and grows, once", async () => {
  const { agent, air, calm, clock } = linkedPair();
  await calm();
  const sender = air.connections[1]?.transceivers[1]?.sender;
  if (sender === undefined) throw new Error("No camera sender");
  const encodings = encodingsSetOn(sender);
  const camera = new FakeTrack("video", "Camera") as unknown as MediaStreamTrack;
  agent.setTracks({ audio: null, camera, screen: null }, "none");
  expect(sender.track).toBe(camera);
  await clock.advance(2_000);
  agent.setTracks({ audio: null, camera: null, screen: null }, "none");
  agent.setTracks({ audio: null, camera, screen: null }, "none");
  await clock.advance(2_000);
  expect(sender.track).toBe(camera);
  expect(encodings.map(({ scaleResolutionDownBy }) => scaleResolutionDownBy)).toEqual([3, 3, 1]);
});

test("on a path that seems narrow a camera stays small, and the path is tried, for six seconds", async () => {
  const { agent, air, calm, clock } = linkedPair();
  await calm();
  const connection = air.connections[1];
  const sender = connection?.transceivers[1]?.sender;
  if (connection === undefined || sender === undefined) throw new Error("No camera sender");
  const pair = { id: "p", type: "candidate-pair", availableOutgoingBitrate: 300_000 };
  connection.getStats = () => Promise.resolve(new Map<string, object>([["p", pair]]));
  const encodings = encodingsSetOn(sender);
  const camera = new FakeTrack("video", "Camera") as unknown as MediaStreamTrack;
  agent.setTracks({ audio: null, camera, screen: null }, "none");
  await clock.advance(5_900);
  expect(new Set(encodings.map((one) => one.scaleResolutionDownBy))).toEqual(new Set([3]));
  expect(encodings.slice(0, 3).map(({ maxBitrate }) => maxBitrate)).toEqual([
    1_501_000, 1_502_000, 1_500_000,
  ]);
  await clock.advance(200);
  expect(encodings.at(-1)).toMatchObject({ scaleResolutionDownBy: 1 });
});

test.each([
  { why: "is switched off", thrift: "none", off: true },
  { why: "has no room", thrift: "no_camera", off: false },
] as const)("a camera that $why before it has grown begins anew", async ({ thrift, off }) => {
  const { agent, air, calm, clock } = linkedPair();
  await calm();
  const connection = air.connections[1];
  const sender = connection?.transceivers[1]?.sender;
  if (connection === undefined || sender === undefined) throw new Error("No camera sender");
  let availableOutgoingBitrate = 300_000;
  connection.getStats = () => {
    const pair = { id: "p", type: "candidate-pair", availableOutgoingBitrate };
    return Promise.resolve(new Map<string, object>([["p", pair]]));
  };
  const camera = new FakeTrack("video", "Camera") as unknown as MediaStreamTrack;
  const sending = { audio: null, camera, screen: null };
  agent.setTracks(sending, "none");
  await clock.advance(1_000);
  agent.setTracks({ ...sending, camera: off ? null : camera }, thrift);
  availableOutgoingBitrate = 3_000_000;
  await clock.advance(10_000);
  const encodings = encodingsSetOn(sender);
  agent.setTracks(sending, "none");
  await clock.advance(700);
  expect(encodings.filter((one) => one.scaleResolutionDownBy === 1)).toEqual([]);
  await clock.advance(200);
  expect(encodings.at(-1)).toMatchObject({ active: true, scaleResolutionDownBy: 1 });
});

test("to have the path tried the camera's limit changes a little, each time to another one", async () => {
  const { agent, air, calm, clock } = linkedPair();
  await calm();
  const sender = air.connections[1]?.transceivers[1]?.sender;
  if (sender === undefined) throw new Error("No camera sender");
  const camera = new FakeTrack("video", "Camera") as unknown as MediaStreamTrack;
  agent.setTracks({ audio: null, camera, screen: null }, "none");
  await clock.advance(2_000);
  const encodings = encodingsSetOn(sender);
  agent.probe();
  await settle();
  agent.probe();
  await settle();
  expect(encodings.map(({ maxBitrate }) => maxBitrate)).toEqual([1_501_000, 1_502_000]);
});

test("in a cut no pictures are sent, and afterwards the camera starts anew, small", async () => {
  const { agent, air, calm, clock } = linkedPair();
  await calm();
  const [, camera, screen] = air.connections[1]?.transceivers ?? [];
  if (camera === undefined || screen === undefined) throw new Error("No senders");
  const face = new FakeTrack("video", "Camera") as unknown as MediaStreamTrack;
  agent.setTracks({ audio: null, camera: face, screen: null }, "none");
  await clock.advance(2_000);
  const onCamera = encodingsSetOn(camera.sender);
  const onScreen = encodingsSetOn(screen.sender);
  agent.setCutOff(true);
  await clock.advance(5_000);
  air.connections[1]?.drop("disconnected");
  agent.setCutOff(false);
  await clock.advance(2_000);
  expect(
    onCamera.map(({ active, scaleResolutionDownBy }) => [active, scaleResolutionDownBy]),
  ).toEqual([
    [false, 1],
    [true, 3],
    [true, 3],
    [true, 3],
    [true, 1],
  ]);
  expect(new Set(onScreen.map(({ active }) => active))).toEqual(new Set([false, true]));
  expect(onScreen.at(-1)).toMatchObject({ active: true });
});

test("on a weak link pictures are given up in order, size, camera, screen, and sound is thinner", async () => {
  const { agent, air, calm, clock } = linkedPair();
  await calm();
  const [audio, camera, screen] = air.connections[1]?.transceivers ?? [];
  if (audio === undefined || camera === undefined || screen === undefined) {
    throw new Error("No senders");
  }
  const face = new FakeTrack("video", "Camera") as unknown as MediaStreamTrack;
  const tracks = { audio: null, camera: face, screen: null };
  agent.setTracks(tracks, "none");
  await clock.advance(2_000);
  const onCamera = encodingsSetOn(camera.sender);
  const onScreen = encodingsSetOn(screen.sender);
  const onAudio = encodingsSetOn(audio.sender);
  for (const thrift of ["small_camera", "no_camera", "sound_only"] as const) {
    agent.setTracks(tracks, thrift);
    await settle();
  }
  expect(onCamera.map(({ scaleResolutionDownBy }) => scaleResolutionDownBy)).toEqual([2, 1, 1]);
  expect(onCamera.map(({ active }) => active)).toEqual([true, false, false]);
  expect(onScreen.map(({ active }) => active)).toEqual([true, true, false]);
  expect(onAudio.map(({ maxBitrate }) => maxBitrate)).toEqual([32_000, 16_000, 16_000]);
});

test("sound goes first, and a screen keeps its sharpness and gives up frames", async () => {
  const { agent, air, calm } = linkedPair();
  await calm();
  const senders = air.connections[1]?.transceivers.map(({ sender }) => sender) ?? [];
  const set = senders.map((sender) => {
    const all: { readonly encodings: readonly object[] }[] = [];
    sender.setParameters = (parameters) => {
      if (parameters !== undefined) all.push(structuredClone(parameters));
      return Promise.resolve();
    };
    return all;
  });
  const screen = new FakeTrack("video", "Screen") as unknown as MediaStreamTrack;
  agent.setTracks({ audio: null, camera: null, screen }, "none");
  await settle();
  const [audio, camera, shared] = set.map((all) => all.at(-1));
  expect(audio?.encodings[0]).toMatchObject({ priority: "high" });
  // With it Chromium sends more than the path takes: the queue grew to half a second on 300 kbit/s.
  expect(audio?.encodings[0]).not.toHaveProperty("networkPriority");
  expect(camera?.encodings[0]).not.toHaveProperty("priority");
  expect(camera).not.toHaveProperty("degradationPreference");
  expect(shared).toMatchObject({ degradationPreference: "maintain-resolution" });
  expect(shared?.encodings[0]).toMatchObject({ maxFramerate: 15 });
  expect(shared?.encodings[0]).not.toHaveProperty("scaleResolutionDownBy");
});
