import { describe, expect, test } from "vitest";
import type { CallPhase, ScreenPhase } from "@knockknock/protocol";
import { type PhaseInputs, reconnectingCause, screenPhase } from "./session-phase.ts";

const queued: CallPhase = { name: "queued", position: 1, anyoneOnline: true, deadlineAt: 0 };
const ringing: CallPhase = { name: "ringing", deadlineAt: 0 };
const connecting: CallPhase = { name: "connecting", agentId: "ann", deadlineAt: 0 };
const connected: CallPhase = { name: "connected", agentId: "ann", onHold: false };
const transferring: CallPhase = {
  name: "transferring",
  agentId: "ann",
  onHold: false,
  deadlineAt: 0,
};
const lost = (cause: "network" | "page"): CallPhase => ({
  name: "reconnecting",
  agentId: "ann",
  onHold: false,
  cause,
  deadlineAt: 0,
});
const ended: CallPhase = { name: "ended", reason: "hangup", by: "agent", durationMs: 1 };

const calm: PhaseInputs = {
  server: null,
  everConnected: false,
  endedHere: false,
  prompting: false,
  leg: null,
  peerLeaving: false,
};

describe("what the screen shows", () => {
  test.each<[string, Partial<PhaseInputs>, ScreenPhase]>([
    ["before the knock is answered", {}, "requesting"],
    ["before the server answers a page that resumes", { everConnected: true }, "reconnecting"],
    ["queued with an open prompt", { server: queued, prompting: true }, "requesting"],
    ["queued", { server: queued }, "queued"],
    ["ringing with an open prompt", { server: ringing, prompting: true }, "requesting"],
    ["ringing", { server: ringing }, "ringing"],
    [
      "accepted before the prompt is answered",
      { server: connecting, prompting: true },
      "connecting",
    ],
    ["connected, leg still coming up", { server: connected, leg: "connecting" }, "reconnecting"],
    ["connected before this page has a leg", { server: connected }, "reconnecting"],
    ["connected", { server: connected, leg: "up" }, "connected"],
    [
      "connected with an open prompt",
      { server: connected, leg: "up", prompting: true },
      "connected",
    ],
    [
      "leg silent while the server knows nothing",
      { server: connected, leg: "recovering" },
      "reconnecting",
    ],
    ["leg back before the server knows", { server: lost("network"), leg: "up" }, "connected"],
    [
      "the other page said it is leaving",
      { server: connected, leg: "up", peerLeaving: true },
      "reconnecting",
    ],
    ["transferring", { server: transferring, leg: "up" }, "connecting"],
    ["ended by the server", { server: ended, leg: "up" }, "ended"],
    ["ended here", { server: connected, leg: "up", endedHere: true }, "ended"],
    ["ended here before the knock was answered", { endedHere: true, prompting: true }, "ended"],
  ])("%s", (_, over, phase) => {
    expect(screenPhase({ ...calm, ...over })).toBe(phase);
  });

  test("says whether the page or the network is the reason", () => {
    expect(reconnectingCause("connected", lost("page"), true)).toBeNull();
    expect(reconnectingCause("reconnecting", connected, false)).toBe("network");
    expect(reconnectingCause("reconnecting", connected, true)).toBe("page");
    expect(reconnectingCause("reconnecting", lost("page"), false)).toBe("page");
  });
});
