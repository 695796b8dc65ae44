import { beforeAll, describe, expect, test, vi } from "vitest";
import { makeAgentDesk } from "./agent-desk.ts";
import type { CallModel } from "./model.ts";
import { FakeClock, settle } from "./testing/fake-clock.ts";
import { FakeAir } from "./testing/fake-connection.ts";
import { FakeStream } from "./testing/fake-media.ts";
import { fakePlatform, FakeStorage } from "./testing/fake-platform.ts";
import { CALL, FakeServer } from "./testing/fake-server.ts";
import { makeVisitorClient } from "./visitor-client.ts";

beforeAll(() => {
  vi.stubGlobal("MediaStream", FakeStream);
});

function stage() {
  const clock = new FakeClock();
  const air = new FakeAir();
  const server = new FakeServer(clock);
  const visitorPage = fakePlatform(clock, air, server);
  const agentPage = fakePlatform(clock, air, server);
  const storage = new FakeStorage();
  const openVisitor = () =>
    makeVisitorClient(
      {
        serverUrl: "https://calls.example",
        site: "demo",
        storage,
        page: () => ({ url: "https://shop.example/", title: "Shop", referrer: "" }),
        language: "en",
      },
      visitorPage,
    );
  const visitor = openVisitor();
  const desk = makeAgentDesk(
    {
      serverUrl: "https://calls.example",
      ticket: () => Promise.resolve("one-use"),
      storage: new FakeStorage(),
    },
    agentPage,
  );
  return { clock, air, server, visitorPage, agentPage, storage, openVisitor, visitor, desk };
}

const modelOf = (from: { call: { value: CallModel | null } }): CallModel => {
  const model = from.call.value;
  if (model === null) throw new Error("There is no call");
  return model;
};

async function inCall() {
  const all = stage();
  await settle();
  all.visitor.start({ audio: true, video: true });
  await all.clock.advance(100);
  await all.desk.accept(CALL);
  await all.clock.advance(1_000);
  return { ...all, caller: modelOf(all.visitor), answerer: modelOf(all.desk) };
}

const sentBy = (air: FakeAir, index: number): (string | null)[] =>
  air.connections[index]?.transceivers.map(
    ({ sender }) => (sender.track as { label: string } | null)?.label ?? null,
  ) ?? [];

describe("a call", () => {
  test("rings, warms up without media, connects and runs one clock for both", async () => {
    const { air, clock, desk, server, visitor } = stage();
    await settle();
    expect(visitor.call.value).toBeNull();
    visitor.start({ audio: true, video: true });
    const caller = modelOf(visitor);
    expect(caller.phase.value).toBe("requesting");
    await clock.advance(100);
    expect(caller.phase.value).toBe("ringing");
    expect(air.connections.map(({ connectionState }) => connectionState)).toEqual([
      "connected",
      "connected",
    ]);
    expect([...sentBy(air, 0), ...sentBy(air, 1)].every((track) => track === null)).toBe(true);

    await desk.accept(CALL);
    await clock.advance(1_000);
    const answerer = modelOf(desk);
    expect(caller.phase.value).toBe("connected");
    expect(answerer.phase.value).toBe("connected");
    expect(air.connections).toHaveLength(2);
    expect(sentBy(air, 0)).toEqual(["Microphone", "Camera", null]);
    expect(sentBy(air, 1)).toEqual(["Microphone", "Camera", null]);
    expect(caller.remote.value).toMatchObject({ name: "Ann", media: { camera: "on" } });

    await clock.advance(61_000);
    expect(caller.durationMs.value).toBeGreaterThanOrEqual(61_000);
    expect(Math.abs(caller.durationMs.value - answerer.durationMs.value)).toBeLessThan(1_000);
    expect(server.knocks).toBe(1);
  });

  test("connects all the same when nothing was warmed up", async () => {
    const { clock, desk, server, visitor } = stage();
    server.prewarms = false;
    await settle();
    visitor.start({ audio: true, video: true });
    await clock.advance(100);
    await desk.accept(CALL);
    await clock.advance(1_000);
    expect(modelOf(visitor).phase.value).toBe("connected");
  });

  test("an open prompt holds nobody up: the agent is there, the visitor joins in later", async () => {
    const { air, clock, desk, visitor, visitorPage } = stage();
    let answer = (): void => undefined;
    visitorPage.media.prompt = new Promise((resolve) => (answer = resolve));
    await settle();
    visitor.start({ audio: true, video: true });
    await clock.advance(5_000);
    expect(modelOf(visitor).phase.value).toBe("requesting");
    await desk.accept(CALL);
    await clock.advance(1_000);
    expect(modelOf(visitor).phase.value).toBe("connected");
    answer();
    await clock.advance(100);
    expect(sentBy(air, 0)).toEqual(["Microphone", "Camera", null]);
  });

  test("hanging up ends both at once and releases every device", async () => {
    const { agentPage, answerer, caller, clock, server, visitorPage } = await inCall();
    caller.hangUp.value?.();
    await settle();
    expect(caller.end.value).toMatchObject({ reason: "hangup", by: "visitor" });
    expect(answerer.phase.value).toBe("ended");
    const given = [...visitorPage.media.given, ...agentPage.media.given];
    expect(given.every(({ readyState }) => readyState === "ended")).toBe(true);
    await clock.advance(1_000);
    expect(server.commands("visitor")).toContain("summary");
    expect(caller.rate.value).not.toBeNull();
  });

  test("cancelling before the answer of the knock still reaches the server", async () => {
    const { clock, server, visitor, visitorPage } = stage();
    await settle();
    visitor.start({ audio: true, video: true });
    modelOf(visitor).cancel.value?.();
    visitor.close();
    await clock.advance(1_000);
    expect(server.commands("visitor")).toContain("cancel");
    expect(visitorPage.media.given.every(({ readyState }) => readyState === "ended")).toBe(true);
    expect(visitor.canResume()).toBe(false);
  });

  test("an agent who is second hears who was first, and lets the camera go", async () => {
    const { agentPage, clock, desk, server, visitor } = stage();
    await settle();
    visitor.start({ audio: true, video: true });
    await clock.advance(100);
    server.lateAccept = true;
    await expect(desk.accept(CALL)).rejects.toMatchObject({ wire: { by: "Bob" } });
    await settle();
    expect(desk.call.value).toBeNull();
    expect(agentPage.media.given.every(({ readyState }) => readyState === "ended")).toBe(true);
  });

  test("all decline", async () => {
    const { clock, desk, visitor } = stage();
    await settle();
    visitor.start({ audio: true, video: true });
    await clock.advance(100);
    await desk.decline(CALL);
    expect(modelOf(visitor).end.value?.reason).toBe("declined");
  });
});

describe("a listener", () => {
  test("joins without devices and is upgraded on the same connection", async () => {
    const all = stage();
    all.visitorPage.media.microphoneFails = { name: "NotAllowedError", message: "denied" };
    all.visitorPage.media.cameraFails = { name: "NotAllowedError", message: "denied" };
    await settle();
    all.visitor.start({ audio: true, video: true });
    await all.clock.advance(100);
    await all.desk.accept(CALL);
    await all.clock.advance(1_000);
    const caller = modelOf(all.visitor);
    expect(caller.phase.value).toBe("connected");
    expect(caller.local.value.mode).toBe("listener");
    expect(caller.toggleMicrophone.value).toBeNull();
    expect(caller.askAgain.value).not.toBeNull();

    all.visitorPage.media.microphoneFails = null;
    all.visitorPage.media.cameraFails = null;
    all.visitorPage.attend();
    await all.clock.advance(100);
    expect(caller.local.value.mode).toBe("full");
    expect(sentBy(all.air, 0)).toEqual(["Microphone", "Camera", null]);
    expect(all.air.connections).toHaveLength(2);
    expect(caller.notices.value.map(({ code }) => code)).toContain("upgraded_to_full");
  });

  test("denying only the camera keeps the microphone", async () => {
    const { clock, visitor, visitorPage } = stage();
    visitorPage.media.cameraFails = { name: "NotAllowedError", message: "denied" };
    await settle();
    visitor.start({ audio: true, video: true });
    await clock.advance(100);
    const { local } = modelOf(visitor);
    expect(local.value).toMatchObject({ mode: "full", microphone: "on", camera: "none" });
  });
});

describe("in a call", () => {
  test("a muted microphone stays open, a camera that is off is released", async () => {
    const { answerer, caller, clock, visitorPage } = await inCall();
    caller.toggleMicrophone.value?.();
    caller.toggleCamera.value?.();
    await settle();
    const [microphone, camera] = visitorPage.media.given;
    expect(microphone).toMatchObject({ enabled: false, readyState: "live" });
    expect(camera?.readyState).toBe("ended");
    expect(answerer.remote.value?.media).toMatchObject({ microphone: "muted", camera: "off" });
    caller.toggleCamera.value?.();
    await clock.advance(100);
    expect(answerer.remote.value?.media.camera).toBe("on");
  });

  test("a new share ends the other side's", async () => {
    const { answerer, caller, clock } = await inCall();
    caller.toggleScreen.value?.();
    await clock.advance(5_000);
    expect(answerer.remote.value?.media.screen).toBe(true);
    answerer.toggleScreen.value?.();
    await clock.advance(100);
    expect(caller.local.value.screen).toBe("off");
    expect(caller.notices.value.map(({ code }) => code)).toEqual(["share_replaced"]);
    expect(answerer.local.value.screen).toBe("on");
  });

  test("cancelling the picker changes nothing", async () => {
    const { caller, clock, visitorPage } = await inCall();
    visitorPage.media.screenFails = { name: "NotAllowedError" };
    caller.toggleScreen.value?.();
    await clock.advance(100);
    expect(caller.local.value.screen).toBe("off");
    expect(caller.notices.value).toEqual([]);
  });

  test("goes on without the server, which hears of everything afterwards", async () => {
    const { answerer, caller, clock, server } = await inCall();
    server.reachable(false);
    caller.toggleMicrophone.value?.();
    caller.sendChat.value?.("Still here?");
    await clock.advance(30_000);
    expect(caller.phase.value).toBe("connected");
    expect(answerer.remote.value?.media.microphone).toBe("muted");
    expect(answerer.chat.value).toMatchObject([{ text: "Still here?", mine: false }]);
    expect(caller.chat.value).toMatchObject([{ delivered: true }]);
    caller.hangUp.value?.();
    await settle();
    expect(answerer.end.value).toMatchObject({ reason: "hangup", by: "visitor" });
    server.reachable(true);
    await clock.advance(1_000);
    expect(server.commands("visitor")).toEqual(expect.arrayContaining(["chat", "hangup"]));
  });

  test("a cut is noticed, repaired and never reported twice", async () => {
    const { air, answerer, caller, clock, server } = await inCall();
    air.open = false;
    await clock.advance(2_500);
    expect([caller.phase.value, answerer.phase.value]).toEqual(["reconnecting", "reconnecting"]);
    air.open = true;
    await clock.advance(1_000);
    expect([caller.phase.value, answerer.phase.value]).toEqual(["connected", "connected"]);
    const downs = server.told.filter(
      ({ command }) => (command["leg"] as { state?: string } | undefined)?.state === "down",
    );
    expect(downs).toHaveLength(2);
  });

  test("what cannot be repaired ends honestly after 45 seconds", async () => {
    const { air, caller, clock, server } = await inCall();
    air.open = false;
    await clock.advance(47_000);
    expect(caller.end.value).toMatchObject({ reason: "connection_lost", by: "system" });
    expect(server.commands("visitor")).toContain("rebuild");
  });

  test("the next page takes the seat: same call, same timer, same choices", async () => {
    const { answerer, caller, clock, openVisitor, server, visitor, visitorPage } = await inCall();
    caller.toggleMicrophone.value?.();
    await clock.advance(20_000);
    const before = caller.durationMs.value;
    visitor.leaving();
    await settle();
    expect(answerer.reconnecting.value).toBe("page");
    expect(visitorPage.beacons).toHaveLength(1);
    server.visitorWire?.close();

    const next = openVisitor();
    expect(next.canResume()).toBe(true);
    const resumed = next.resume();
    await clock.advance(1_000);
    const model = await resumed;
    expect(model?.phase.value).toBe("connected");
    expect(model?.local.value.microphone).toBe("muted");
    expect(model?.durationMs.value).toBeGreaterThanOrEqual(before);
    expect(answerer.phase.value).toBe("connected");
    expect(server.knocks).toBe(1);
  });

  test("a call that is over cannot be resumed", async () => {
    const { clock, openVisitor, server, storage, visitor } = await inCall();
    const seat = storage.getItem("knockknock:seat:visitor") ?? "";
    server.change({ name: "ended", reason: "hangup", by: "agent", durationMs: 1_000 });
    await clock.advance(1_000);
    expect(visitor.canResume()).toBe(false);
    storage.setItem("knockknock:seat:visitor", seat);
    const resumed = openVisitor().resume();
    await clock.advance(1_000);
    await expect(resumed).resolves.toBeNull();
  });
});
