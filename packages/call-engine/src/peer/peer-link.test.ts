import fc from "fast-check";
import { beforeAll, expect, test, vi } from "vitest";
import type { PeerMessage, SignalPayload } from "@knockknock/protocol";
import { FakeClock, settle } from "../testing/fake-clock.ts";
import { FakeAir, type FakeConnection } from "../testing/fake-connection.ts";
import { FakeStream, FakeTrack } from "../testing/fake-media.ts";
import { PeerLink } from "./peer-link.ts";

beforeAll(() => {
  vi.stubGlobal("MediaStream", FakeStream);
});

type Side = "agent" | "visitor";
interface Letter {
  readonly to: Side;
  readonly payload: SignalPayload;
}

function pair() {
  const clock = new FakeClock();
  const air = new FakeAir();
  const post: Letter[] = [];
  const heard: PeerMessage[] = [];
  const failures: unknown[] = [];
  const make = (side: Side): PeerLink =>
    new PeerLink({
      role: side === "agent" ? "offerer" : "adopter",
      epoch: 1,
      ice: { servers: [], policy: "all", expiresAt: null },
      clock,
      createConnection: air.create,
      hidden: () => false,
      send: (payload) => post.push({ to: side === "agent" ? "visitor" : "agent", payload }),
      onMessage: (message) => heard.push(message),
      onFailure: (error) => failures.push(error),
    });
  const links = { visitor: make("visitor"), agent: make("agent") };
  const deliver = (index: number): void => {
    const letter = post.splice(index % post.length, 1)[0];
    if (letter !== undefined) links[letter.to].receive(letter.payload);
  };
  /** Delivers whatever comes until nothing comes any more. */
  const calm = async (): Promise<void> => {
    for (let quiet = 0; quiet < 3;) {
      await clock.advance(1_000);
      quiet = post.length === 0 ? quiet + 1 : 0;
      while (post.length > 0) {
        deliver(0);
        await settle();
      }
    }
  };
  return { clock, air, post, heard, failures, ...links, deliver, calm };
}

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

test("comes up with three transceivers that both sides may send on", async () => {
  const { agent, calm, failures, visitor } = pair();
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
    pair().air.connections.map(({ transceivers }) =>
      transceivers.map(({ preferred }) => preferred?.map(({ mimeType }) => mimeType) ?? null),
    );
  vi.stubGlobal("RTCRtpReceiver", { getCapabilities: () => ({ codecs }) });
  expect(preferences()).toEqual([[], [["audio/red", "audio/opus", "audio/PCMU"], null, null]]);
  codecs.splice(1, 1);
  expect(preferences()).toEqual([[], [null, null, null]]);
  vi.stubGlobal("RTCRtpReceiver", undefined);
});

test("puts tracks in and takes them out without a word on the signaling road", async () => {
  const { agent, air, calm, post } = pair();
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

test("a camera starts at half its size, once, and grows", async () => {
  const { agent, air, calm, clock } = pair();
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
  expect(encodings.map(({ scaleResolutionDownBy }) => scaleResolutionDownBy)).toEqual([1]);
});

test("in a cut no pictures are sent, and afterwards the camera starts anew at half its size", async () => {
  const { agent, air, calm, clock } = pair();
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
    [true, 2],
    [true, 1],
  ]);
  expect(onScreen.map(({ active }) => active)).toEqual([false, true, true]);
});

test("on a weak link pictures are given up in order, size, camera, screen, and sound is thinner", async () => {
  const { agent, air, calm, clock } = pair();
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

test("drops what is too long or not of the protocol, and counts it", async () => {
  const { agent, air, calm, heard, visitor } = pair();
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

test("an answer to an earlier offer is dropped", async () => {
  const { agent, calm, failures, post } = pair();
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
  const { calm, clock, post, visitor } = pair();
  await settle();
  post.length = 0;
  await clock.advance(1_000);
  await calm();
  expect(visitor.transport.value).toBe("connected");
});

test("only the agent offers, whoever asks for a restart", async () => {
  const { agent, calm, post, visitor } = pair();
  await calm();
  visitor.restartIce();
  await settle();
  expect(post).toEqual([]);
  agent.restartIce();
  await settle();
  expect(post[0]).toMatchObject({ to: "visitor", payload: { type: "description", n: 2 } });
});

test("a second restart replaces one that nobody answered, and its late answer is dropped", async () => {
  const { agent, air, calm, post, visitor } = pair();
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
  const { agent, air, clock, post, visitor } = pair();
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
  const { air, calm, failures, visitor } = pair();
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
      const all = pair();
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
      expect(all.visitor.sections).toHaveLength(3);
      expect(all.agent.sections).toHaveLength(3);
      all.agent.close();
      all.visitor.close();
    }),
    { numRuns: 150 },
  );
  // Two seconds' work, more on a machine that has other work too.
}, 30_000);
