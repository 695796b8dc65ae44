import { beforeAll, describe, expect, test, vi } from "vitest";
import { settle } from "./testing/fake-clock.ts";
import { FakeStream } from "./testing/fake-media.ts";
import { AGENT } from "./testing/fake-server.ts";
import { inCall, modelOf, sentBy } from "./testing/stage.ts";

beforeAll(() => {
  vi.stubGlobal("MediaStream", FakeStream);
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

  test("says what it sends: nothing that is muted, off or on hold", async () => {
    const { caller, clock, server, visitor } = await inCall();
    const { sending } = caller;
    expect(sending.value).toEqual({ audio: true, video: true, screen: false });
    server.change({ name: "connected", agentId: AGENT, onHold: true });
    expect(sending.value).toEqual({ audio: false, video: false, screen: false });
    server.change({ name: "connected", agentId: AGENT, onHold: false });
    caller.toggleMicrophone.value?.();
    caller.toggleScreen.value?.();
    await clock.advance(100);
    expect(sending.value).toEqual({ audio: false, video: true, screen: true });
    caller.toggleCamera.value?.();
    expect(sending.value.video).toBe(false);
    caller.hangUp.value?.();
    expect(sending.value.screen).toBe(false);
    visitor.close();
    await settle();
    visitor.start({ audio: true, video: true });
    await clock.advance(100);
    expect(modelOf(visitor).sending.value).toEqual({ audio: false, video: false, screen: false });
  });

  test("tells who talks while muted, by code that is loaded by the first mute", async () => {
    const { caller, clock } = await inCall();
    caller.toggleMicrophone.value?.();
    await vi.dynamicImportSettled();
    await clock.advance(2_000);
    expect(caller.notices.value.map(({ code }) => code)).toEqual(["talking_while_muted"]);
    caller.toggleMicrophone.value?.();
    await settle();
    expect(caller.notices.value).toEqual([]);
  });

  test("a choice settles when the device runs, and when it does not start", async () => {
    const { caller, visitorPage } = await inCall();
    const { media } = visitorPage;
    media.devices.push({ kind: "videoinput", deviceId: "cam-2", label: "Webcam" });
    const inUse = () => caller.devices.value.cameras.find(({ active }) => active)?.id;
    media.devicesChanged();
    await caller.selectCamera.value?.("gone");
    expect(inUse()).toBe("cam-1");
    await caller.selectCamera.value?.("cam-2");
    expect(caller.local.value.cameraStream?.getVideoTracks()[0]?.label).toBe("Webcam");
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
    visitorPage.media.screenFails = {
      name: "NotAllowedError",
      message: "Permission denied by user",
    };
    visitorPage.media.picker = new Promise((resolve) => void clock.after(2_000, resolve));
    caller.toggleScreen.value?.();
    await clock.advance(2_100);
    expect(caller.local.value.screen).toBe("off");
    expect(caller.notices.value).toEqual([]);
  });

  test("what is on hold stays so while the link comes back or a colleague is asked", async () => {
    const { air, caller, clock, server } = await inCall();
    const held = { agentId: AGENT, onHold: true, deadlineAt: clock.now() + 45_000 };
    server.change({ name: "connected", agentId: AGENT, onHold: true });
    await settle();
    expect(sentBy(air, 0)).toEqual([null, null, null]);
    server.change({ name: "reconnecting", cause: "network", ...held });
    await settle();
    expect(caller.onHold.value).toBe(true);
    expect(sentBy(air, 0)).toEqual([null, null, null]);
    server.change({ name: "transferring", ...held });
    await settle();
    expect(sentBy(air, 0)).toEqual([null, null, null]);
    server.change({ name: "connected", agentId: AGENT, onHold: false });
    await settle();
    expect(sentBy(air, 0)).toEqual(["Microphone", "Camera", null]);
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
    await clock.advance(20_000);
    server.reachable(true);
    await clock.advance(1_000);
    // How long ago it was is told with it.
    const told = server.told.map(({ who, command, agoMs }) => ({ who, type: command.type, agoMs }));
    expect(told).toContainEqual({ who: "visitor", type: "chat", agoMs: 50_000 });
    expect(told).toContainEqual({ who: "visitor", type: "hangup", agoMs: 20_000 });
    expect(told).toContainEqual({ who: "agent", type: "ended_by_peer", agoMs: 20_000 });
  });

  test("outlives a server that is back and cannot answer yet", async () => {
    const { caller, clock, server } = await inCall();
    server.reachable(false);
    server.joinFails = "internal";
    server.reachable(true);
    await clock.advance(10_000);
    expect(caller.phase.value).toBe("connected");
    caller.toggleMicrophone.value?.();
    server.joinFails = null;
    const told = server.told.length;
    await clock.advance(2_000);
    expect(server.told.slice(told)).toMatchObject([{ who: "visitor", command: { type: "media" } }]);
  });

  test("ends where the server says that this page has no seat", async () => {
    const { caller, clock, server } = await inCall();
    server.reachable(false);
    server.joinFails = "ticket_expired";
    server.reachable(true);
    await clock.advance(1_000);
    expect(caller.end.value).toMatchObject({ reason: "connection_lost", by: "system" });
  });

  test("a peer ends the call by its own hang-up and in no other name", async () => {
    const { air, caller, clock, server } = await inCall();
    // The agent makes its connection first.
    const agent = air.connections[0]?.channel;
    agent?.send(`{"t":"bye","reason":"abandoned","by":"visitor"}`);
    await clock.advance(100);
    expect(caller.phase.value).toBe("connected");
    agent?.send(`{"t":"bye","reason":"hangup","by":"visitor"}`);
    await clock.advance(100);
    expect(caller.end.value).toMatchObject({ reason: "hangup", by: "agent" });
    expect(server.told.findLast(({ who }) => who === "visitor")?.command).toMatchObject({
      type: "ended_by_peer",
      reason: "hangup",
    });
  });

  test("what was told of a call does not outlive it", async () => {
    const { caller, clock, visitorPage } = await inCall();
    visitorPage.media.screenFails = { name: "NotReadableError" };
    caller.toggleScreen.value?.();
    await clock.advance(100);
    expect(caller.notices.value.map(({ code }) => code)).toEqual(["share_failed"]);
    caller.hangUp.value?.();
    expect(caller.notices.value).toEqual([]);
  });

  test("a cut is noticed, repaired and never reported twice", async () => {
    const { air, answerer, caller, clock, server } = await inCall();
    const cameras = new Map<object, unknown>();
    for (const { transceivers } of air.connections) {
      const sender = transceivers[1]?.sender;
      if (sender === undefined) continue;
      sender.setParameters = ({ encodings } = { encodings: [] }) => {
        cameras.set(sender, (encodings[0] as RTCRtpEncodingParameters).active);
        return Promise.resolve();
      };
    }
    air.open = false;
    await clock.advance(2_500);
    expect([caller.phase.value, answerer.phase.value]).toEqual(["reconnecting", "reconnecting"]);
    expect([...cameras.values()]).toEqual([false, false]);
    air.open = true;
    await clock.advance(1_000);
    expect([...cameras.values()]).toEqual([true, true]);
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
    expect(server.commands("agent")).toContain("rebuild");
  });

  test("the agent's page says that it is being replaced", async () => {
    const { caller, clock, desk } = await inCall();
    desk.leaving();
    await clock.advance(1_000);
    expect([caller.phase.value, caller.reconnecting.value]).toEqual(["reconnecting", "page"]);
    expect(caller.remote.value?.presence).toBe("leaving");
  });
});
