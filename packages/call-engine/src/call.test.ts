import { type Identity, KnockRequest } from "@knockknock/protocol";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { settle } from "./testing/fake-clock.ts";
import { FakeStream } from "./testing/fake-media.ts";
import { AGENT, CALL } from "./testing/fake-server.ts";
import { modelOf, inCall, sentBy, stage } from "./testing/stage.ts";

beforeAll(() => {
  vi.stubGlobal("MediaStream", FakeStream);
});

describe("a call", () => {
  test("rings, warms up without media, connects and runs one clock for both", async () => {
    const { air, clock, desk, server, visitor, visitorPage } = stage();
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
    expect(visitorPage.heard).toEqual([caller.remote.value?.camera]);
  });

  test("the devices that were open while it rang are the call's, and closed with it", async () => {
    const { agentPage, air, clock, desk, visitor } = stage();
    await settle();
    desk.setReadyWhileRinging(true);
    visitor.start({ audio: true, video: true });
    await clock.advance(100);
    expect(agentPage.media.asked).toHaveLength(1);
    await desk.accept(CALL);
    await clock.advance(1_000);
    expect(sentBy(air, 1)).toEqual(["Microphone", "Camera", null]);
    expect(agentPage.media.asked).toHaveLength(1);
    modelOf(desk).hangUp.value?.();
    await clock.advance(1_000);
    expect(agentPage.media.given.map(({ readyState }) => readyState)).toEqual(["ended", "ended"]);
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
    await clock.advance(2_000);
    // The code that measures is loaded by the first sample.
    await vi.dynamicImportSettled();
    await clock.advance(2_000);
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

  test("rings no longer than its deadline when the server has gone away", async () => {
    const { clock, desk, server, visitor } = stage();
    await settle();
    visitor.start({ audio: true, video: true });
    await clock.advance(10_000);
    server.reachable(false);
    // The ring's own deadline is 30 s after the start; the server gets 15 s to come back.
    await clock.advance(34_000);
    expect(modelOf(visitor).phase.value).toBe("ringing");
    await clock.advance(1_500);
    expect(modelOf(visitor).end.value).toMatchObject({ reason: "connection_lost", by: "system" });
    server.reachable(true);
    await clock.advance(1_000);
    expect(server.commands("visitor").at(-1)).toBe("cancel");
    expect(desk.state.value?.incoming).toEqual([]);
  });

  test("connects no longer than its deadline when the server has gone away", async () => {
    const { air, clock, desk, server, visitor } = stage();
    await settle();
    air.open = false;
    visitor.start({ audio: true, video: true });
    await clock.advance(1_000);
    await desk.accept(CALL);
    server.change({ name: "connecting", agentId: AGENT, deadlineAt: clock.now() + 15_000 });
    await settle();
    server.reachable(false);
    await clock.advance(29_000);
    expect([modelOf(visitor).phase.value, modelOf(desk).phase.value]).toEqual([
      "connecting",
      "connecting",
    ]);
    await clock.advance(1_500);
    expect(modelOf(visitor).end.value?.reason).toBe("connection_lost");
    expect(modelOf(desk).end.value?.reason).toBe("connection_lost");
  });

  test("a knock that is refused says to the website's developer why", async () => {
    const { clock, problems, server, visitor } = stage();
    const refusal = { code: "forbidden_origin" as const, message: "Add the origin to the list." };
    server.knockFails = refusal;
    visitor.start({ audio: true, video: true });
    await clock.advance(100);
    expect(modelOf(visitor).end.value).toMatchObject({
      reason: "internal_error",
      by: "system",
      notSetUp: true,
    });
    expect(problems).toEqual([refusal]);
  });

  test.each([
    ["a stale token", "unauthorized", { token: "used-before" }],
    ["what is no token", "bad_request", { token: "x".repeat(5_000) }],
  ] as const)(
    "%s turns nobody away: no name comes with the call",
    async (_what, code, identity) => {
      const { clock, problems, server, visitor } = stage();
      const refusal = { code, message: "Sign a new one per call." };
      server.identityFails = refusal;
      visitor.start({ audio: true, video: true, identity });
      await clock.advance(100);
      expect(modelOf(visitor).phase.value).toBe("ringing");
      expect(server.knocks).toBe(2);
      expect(problems).toEqual([refusal]);
    },
  );

  test.each([
    ["too long", { name: "Kim".padEnd(100, "!"), email: "k@example.com" }, "Kim".padEnd(80, "!")],
    ["missing", { name: null, email: "k@example.com" }, undefined],
    ["no text", { name: 4711, email: "k@example.com", plan: "gold" }, undefined],
  ])("a claimed name that is %s does not come in the way", async (_what, claims, name) => {
    const { clock, problems, server, visitor } = stage();
    // A page is written in JavaScript.
    const identity = claims as Identity;
    visitor.start({ audio: true, video: true, identity });
    await clock.advance(100);
    const parsed = KnockRequest.parse(JSON.parse(server.knocked));
    expect(parsed.identity).toEqual({ email: "k@example.com", ...(name && { name }) });
    expect(problems).toEqual([]);
  });

  test("a knock that reaches nobody is tried four times, and then told of", async () => {
    const { clock, problems, server, visitor } = stage();
    server.reachable(false);
    visitor.start({ audio: true, video: true });
    await clock.advance(4_000);
    expect(server.knocks).toBe(4);
    expect(modelOf(visitor).end.value?.reason).toBe("internal_error");
    expect(problems).toMatchObject([{ code: "unreachable" }]);
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
