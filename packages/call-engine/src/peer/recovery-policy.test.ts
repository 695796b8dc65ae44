import { expect, test } from "vitest";
import { isDeaf, type LinkFacts, recover, type RecoveryState } from "./recovery-policy.ts";
import * as RECOVERY from "./recovery-times.ts";

const facts = (over: Partial<LinkFacts> = {}): LinkFacts => ({
  now: 100_000,
  upAt: 0,
  aliveAt: 100_000,
  transport: "connected",
  slow: false,
  unheard: false,
  canSignal: true,
  unanswered: false,
  nudged: false,
  peerLeaving: false,
  ...over,
});
const up: RecoveryState = { name: "up" };

/** Ticks every 400 ms through a silence and notes when something was done. */
function silence(untilMs: number, over: (ms: number) => Partial<LinkFacts> = () => ({})) {
  const done: [number, string][] = [];
  let state: RecoveryState = up;
  for (let ms = 0; ms <= untilMs; ms += 400) {
    const step = recover(state, facts({ now: 100_000 + ms, ...over(ms) }));
    state = step.state;
    if (step.action !== null) done.push([ms, step.action]);
  }
  return { state, done };
}

test("a beating link is left alone", () => {
  expect(recover(up, facts({ aliveAt: 99_000 }))).toEqual({ state: up, action: null });
});

test("climbs its tiers: restart, restart, rebuild, rebuild, the end", () => {
  const { state, done } = silence(46_000);
  expect(done.map(([, action]) => action)).toEqual([
    "restart",
    "restart",
    "rebuild",
    "rebuild",
    "rebuild",
    "rebuild",
    "give_up",
  ]);
  expect(done[0]?.[0]).toBe(RECOVERY.silenceMs);
  expect(done.at(-1)?.[0]).toBeGreaterThanOrEqual(45_000);
  expect(state.name).toBe("lost");
});

test("a clock that was set forward ends no call: what was silent by it is first repaired", () => {
  expect(recover(up, facts({ aliveAt: 10_000 })).action).toBe("restart");
});

test("a hidden peer may be silent for longer, and so may the peer of a busy page", () => {
  expect(silence(2_800, () => ({ slow: true })).done).toEqual([]);
  expect(silence(3_200, () => ({ slow: true })).done).toEqual([[3_200, "restart"]]);
});

test("a link that has just come up is given time, unless its transport says that it broke", () => {
  const young = (transport: RTCPeerConnectionState) =>
    silence(3_200, () => ({ upAt: 100_000, transport })).done;
  expect(young("connected")).toEqual([[3_200, "restart"]]);
  expect(young("failed")).toEqual([[0, "restart"]]);
});

test("a peer that hears nothing is helped, though it is heard", () => {
  expect(recover(up, facts({ unheard: true }))).toMatchObject({ action: "restart" });
  expect(isDeaf(facts({ unheard: true }))).toBe(false);
});

test("a disconnected transport is not waited for", () => {
  const { done } = silence(800, () => ({ transport: "disconnected" }));
  expect(done).toEqual([[800, "restart"]]);
});

test("a restart without an answer has not failed: it is held, then a rebuild is tried", () => {
  const { done } = silence(40_000, () => ({ unanswered: true }));
  expect(done).toEqual([
    [1_200, "restart"],
    [1_200 + RECOVERY.answerMs, "rebuild"],
    [30_400, "rebuild"],
    [39_600, "rebuild"],
  ]);
});

test("a restart that was answered late has its time all the same", () => {
  const { done } = silence(20_000, (ms) => ({ unanswered: ms < 12_000 }));
  expect(done).toEqual([
    [1_200, "restart"],
    [16_000, "restart"],
    [20_000, "rebuild"],
  ]);
});

test("a connection that is closed is not held for an answer", () => {
  const { done } = silence(5_200, () => ({ unanswered: true, transport: "closed" }));
  expect(done.map(([, action]) => action)).toEqual(["rebuild"]);
});

test("nothing is tried while there is no road for an offer, then at once", () => {
  const { done } = silence(9_000, (ms) => ({ canSignal: ms >= 8_000 }));
  expect(done[0]).toEqual([8_000, "restart"]);
});

test("a page that is being replaced is waited for, not repaired", () => {
  expect(silence(30_000, () => ({ peerLeaving: true })).done).toEqual([]);
});

test("a new network is worth a restart whatever was tried before", () => {
  const worn: RecoveryState = {
    name: "recovering",
    since: 80_000,
    tried: 4,
    triedAt: 99_900,
    held: false,
  };
  const step = recover(worn, facts({ aliveAt: 80_000, nudged: true }));
  expect(step.action).toBe("restart");
});

test("a link that is heard again is up, and starts over the next time", () => {
  const worn: RecoveryState = {
    name: "recovering",
    since: 80_000,
    tried: 2,
    triedAt: 90_000,
    held: false,
  };
  expect(recover(worn, facts())).toEqual({ state: up, action: null });
});

/** Ticks every 200 ms while a connection is made and notes when another one was asked for. */
function making(untilMs: number, tried: number, over: (ms: number) => Partial<LinkFacts>) {
  const done: [number, string][] = [];
  let state: RecoveryState = { name: "connecting", since: 100_000, asked: false, tried };
  for (let ms = 0; ms <= untilMs; ms += 200) {
    const young = { upAt: null, aliveAt: 0, transport: "connecting" as const };
    const step = recover(state, facts({ now: 100_000 + ms, ...young, ...over(ms) }));
    state = step.state;
    if (step.action !== null) done.push([ms, step.action]);
  }
  return done;
}
const nothing = () => ({});

test("a connection that does not come up is replaced twice, with growing patience", () => {
  expect(making(5_000, 0, nothing)).toEqual([[RECOVERY.connectMs, "rebuild"]]);
  expect(making(9_000, 1, nothing)).toEqual([[RECOVERY.rebuildMs, "rebuild"]]);
  expect(making(60_000, 2, nothing)).toEqual([]);
});

test("an offer that nobody answers is not the connection's fault", () => {
  const done = making(17_000, 0, (ms) => ({ unanswered: ms < 12_000 }));
  expect(done).toEqual([[11_800 + RECOVERY.connectMs, "rebuild"]]);
});

test("one that broke is replaced at once, the next one after a second", () => {
  const failed = () => ({ transport: "failed" as const });
  const askings = [0, 1].map((tried) => making(1_000, tried, failed).map(([ms]) => ms));
  expect(askings).toEqual([[0, 1_000], [1_000]]);
});

test("a new network makes a connection in the making worthless, however often", () => {
  const moving = (ms: number) => ({ nudged: ms % 1_000 === 800, canSignal: ms > 1_000 });
  expect(making(4_000, 2, moving).map(([ms]) => ms)).toEqual([1_800, 2_800, 3_800]);
});

test("nothing is replaced for a page that is being replaced itself", () => {
  expect(making(20_000, 0, () => ({ peerLeaving: true }))).toEqual([]);
});

test("a connection that comes up is up", () => {
  const connecting: RecoveryState = { name: "connecting", since: 90_000, asked: true, tried: 1 };
  expect(recover(connecting, facts({ upAt: 100_000 })).state).toEqual(up);
});

test("a replaced connection that never came up is not restarted but replaced again", () => {
  let state: RecoveryState = {
    name: "recovering",
    since: 99_000,
    tried: 0,
    triedAt: 100_000,
    held: false,
  };
  const done: [number, string][] = [];
  for (let ms = 0; ms <= 20_000; ms += 200) {
    const step = recover(state, facts({ now: 100_000 + ms, upAt: null, aliveAt: 0 }));
    state = step.state;
    if (step.action !== null) done.push([ms, step.action]);
  }
  expect(done).toEqual([
    [RECOVERY.connectMs, "rebuild"],
    [RECOVERY.connectMs + RECOVERY.rebuildMs, "rebuild"],
  ]);
});

test("what is lost stays lost", () => {
  expect(recover({ name: "lost" }, facts()).state).toEqual({ name: "lost" });
});
