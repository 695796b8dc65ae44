import { describe, expect, test } from "vitest";
import {
  A,
  accept,
  B,
  C,
  D,
  fresh,
  here,
  newCall,
  play,
  refusal,
  ring,
  says,
  states,
  T0,
} from "../testing/made-up-calls.ts";
import { type CallEvent, calledOut, DEFAULT_TIMINGS, nextDeadline, reduce } from "./machine.ts";

describe("a call", () => {
  test("that was warmed on both sides is connected by the accept itself", () => {
    const warmed = play(fresh, here, ring, says("visitor", "up"), says(A.id, "up"));
    const { state, effects } = reduce(warmed, accept(A.id), T0 + 9000);
    expect(state.phase).toMatchObject({ name: "connected", agent: { id: A.id } });
    expect(state.connectedAt).toBe(T0 + 9000);
    expect(effects).toContainEqual({
      type: "ring_ended",
      agentIds: [B.id],
      outcome: "answered",
      by: A.name,
    });
  });

  test("warms at most three agents' connections", () => {
    const ringing = play(fresh, here, { type: "agents_available", agents: [A, B, C, D] });
    if (ringing.phase.name !== "ringing") throw new Error("it does not ring");
    expect(ringing.phase.agents.map((agent) => agent.leg?.epoch)).toEqual([1, 1, 1, undefined]);
  });

  test("tells the loser of a race who was faster", () => {
    const { effects } = reduce(states.connecting, accept(B.id), T0 + 9000);
    expect(effects).toMatchObject([{ type: "refused", code: "already_answered", by: A.name }]);
  });

  test("goes back to the queue when somebody who was busy may still answer", () => {
    const state = play(
      states.ringing,
      { type: "decline", who: A.id, online: [A.id, B.id, C.id] },
      { type: "decline", who: B.id, online: [A.id, B.id, C.id] },
    );
    expect(state.phase.name).toBe("queued");
    // Who declined is not asked again.
    expect(play(state, ring)).toBe(state);
  });

  test("says that nobody is there when the last one who rang has gone", () => {
    const goes = (agentId: string, anyoneOnline: boolean): CallEvent => ({
      type: "agent_gone",
      agentId,
      why: "unavailable",
      anyoneOnline,
    });
    const state = play(states.ringing, goes(A.id, true), goes(B.id, false));
    expect(state.phase).toMatchObject({ name: "queued", anyoneOnline: false });
  });

  test("gives an agent who becomes free at the last second ten seconds to answer", () => {
    const { phase } = states.ringing;
    if (phase.name !== "ringing") throw new Error("it does not ring");
    const late: CallEvent = { type: "agents_available", agents: [C] };
    const soon = reduce(states.ringing, late, phase.deadlineAt - 1000).state;
    expect(nextDeadline(soon)).toBe(phase.deadlineAt + 9000);
    const early = reduce(states.ringing, late, phase.deadlineAt - 20_000).state;
    expect(nextDeadline(early)).toBe(phase.deadlineAt);
  });

  test("ends by a peer's word as that peer's hang-up or as lost", () => {
    const says = (who: string, reason: "hangup" | "connection_lost") =>
      reduce(states.connected, { type: "ended_by_peer", who, reason, agoMs: 0 }, T0 + 60_000);
    expect(says("visitor", "hangup").state.phase).toMatchObject({ reason: "hangup", by: "agent" });
    expect(says(A.id, "hangup").state.phase).toMatchObject({ reason: "hangup", by: "visitor" });
    expect(says(A.id, "connection_lost").state.phase).toMatchObject({ by: "system" });
  });

  test.each([
    ["half a minute ago", 30_000, 20_000],
    ["now", 0, 50_000],
    ["before the call began", 600_000, 0],
    ["by a clock that was set back meanwhile", -600_000, 50_000],
  ])("hung up without the server, %s, lasted until then", (_when, agoMs, durationMs) => {
    const began = states.connected.connectedAt ?? 0;
    const hangup: CallEvent = { type: "hangup", who: A.id, agoMs };
    const byPeer: CallEvent = { type: "ended_by_peer", who: "visitor", reason: "hangup", agoMs };
    for (const event of [hangup, byPeer]) {
      const { state } = reduce(states.connected, event, began + 50_000);
      expect(state.phase).toMatchObject({ name: "ended", by: "agent", durationMs });
    }
  });

  test("from an agent knows what the caller sends once it is answered, by nobody else's word", () => {
    const rings = play(calledOut(newCall, A, T0), here);
    const media = { microphone: "on", camera: "on", screen: false, n: 2 } as const;
    const told = play(rings, { type: "media", who: A.id, media });
    expect(play(told, { type: "media", who: A.id, media: { ...media, n: 1 } })).toBe(told);
    const permission = { microphone: "granted", camera: "granted" } as const;
    const both = play(told, { type: "permission", who: A.id, permission });
    expect(play(both, { type: "permission", who: A.id, permission })).toBe(both);
    const stranger = reduce(both, { type: "media", who: B.id, media: { ...media, n: 9 } }, T0);
    expect(refusal(stranger.effects)).toMatchObject({ code: "not_found" });
    expect(play(both, accept("visitor")).phase).toMatchObject({ agent: { media, permission } });
  });

  test("is declined when the last one declines, unanswered when nobody answers", () => {
    const online = [A.id, B.id];
    const declined = play(
      states.ringing,
      { type: "decline", who: A.id, online },
      { type: "decline", who: B.id, online },
    );
    expect(declined.phase).toMatchObject({ name: "ended", reason: "declined", by: "agent" });
    const late = T0 + DEFAULT_TIMINGS.ringMs + 5000;
    const missed = reduce(states.ringing, { type: "deadline", online }, late).state;
    expect(missed.phase).toMatchObject({ name: "ended", reason: "no_answer", by: "system" });
  });

  test("is abandoned when its visitor's page stays away for 15 s", () => {
    const gone = reduce(states.ringing, { type: "away", who: "visitor" }, T0 + 5000).state;
    expect(nextDeadline(gone)).toBe(T0 + 20_000);
    const over = reduce(gone, { type: "deadline", online: [A.id] }, T0 + 20_000).state;
    expect(over.phase).toMatchObject({ name: "ended", reason: "abandoned", by: "visitor" });
  });

  test("is connected once: the timer does not start anew after a resume", () => {
    const resumed = play(
      states.connected,
      { type: "joined", who: "visitor", fresh: true },
      says("visitor", "up", 2),
      says(A.id, "up", 2),
    );
    expect(resumed.phase.name).toBe("connected");
    expect(resumed.connectedAt).toBe(states.connected.connectedAt);
  });

  test.each([
    ["the agent's page counts as connected, the visitor's may keep silent", A.id, "connected"],
    [
      "the visitor's page does not: it would say so of a call that nobody hears",
      "visitor",
      "connecting",
    ],
  ] as const)("that only one page calls up when it is due: %s", (_, who, name) => {
    const up = reduce(states.connecting, says(who, "up"), T0 + 1000).state;
    expect(up.phase.name).toBe("connecting");
    const due = nextDeadline(up) ?? Number.NaN;
    const { phase, connectedAt } = reduce(up, { type: "deadline", online: [] }, due).state;
    expect(phase.name).toBe(name);
    expect(connectedAt).toBe(name === "connected" ? due : null);
  });

  test("goes on while the other side reports media, however long a page stays away", () => {
    let state = reduce(states.connected, { type: "away", who: "visitor" }, T0).state;
    expect(state.phase.name).toBe("connected");
    for (let round = 0; round < 5; round += 1) {
      const due = nextDeadline(state);
      if (due === null) throw new Error("a call with a page away has no deadline");
      state = reduce(state, { type: "deadline", online: [] }, due).state;
      expect(state.phase.name).toBe("connected");
    }
    // Now the other side loses its media, too. A closed socket alone tells of no other page.
    state = reduce(state, says(A.id, "down"), T0).state;
    expect(state.phase).toMatchObject({ name: "reconnecting", cause: "network" });
  });

  test.each([
    ["leaving", "page", 30_000],
    ["away", "network", 45_000],
  ] as const)("whose link is down and then a page is %s waits for the %s", (type, cause, ms) => {
    const down = reduce(states.connected, says(A.id, "down"), T0 + 1000).state;
    expect(down.phase).toMatchObject({ name: "reconnecting", cause: "network" });
    const gone = reduce(states.connected, { type, who: "visitor" }, T0 + 1000).state;
    const both = reduce(gone, says(A.id, "down"), T0 + 1000).state;
    expect(both.phase).toMatchObject({ name: "reconnecting", cause });
    expect(nextDeadline(both)).toBe(T0 + 1000 + ms);
  });

  test("waits 30 s for a page that said that it was leaving, 45 s for a link", () => {
    const leaving = reduce(states.connected, { type: "leaving", who: "visitor" }, T0).state;
    const down = reduce(leaving, says(A.id, "down"), T0 + 1200).state;
    expect(nextDeadline(down)).toBe(T0 + 30_000);
    const cut = reduce(states.connected, says(A.id, "down"), T0 + 1200).state;
    expect(cut.phase).toMatchObject({ name: "reconnecting", cause: "network" });
    expect(nextDeadline(cut)).toBe(T0 + 46_200);
  });

  test("gives the link of a page that said it was leaving, and stayed, ten seconds at least", () => {
    const leaving = reduce(states.connected, { type: "leaving", who: "visitor" }, T0).state;
    const late = T0 + 100_000;
    const down = reduce(leaving, says(A.id, "down"), late).state;
    expect(nextDeadline(down)).toBe(late + 10_000);
    const away = reduce(leaving, { type: "away", who: A.id }, late).state;
    expect(nextDeadline(away)).toBe(late + 10_000);
  });

  test("raises the epoch once per rebuild that was asked for", () => {
    const once = play(states.connected, {
      type: "rebuild",
      who: "visitor",
      agentId: A.id,
      epoch: 1,
    });
    const twice = play(once, { type: "rebuild", who: A.id, agentId: A.id, epoch: 1 });
    expect(twice).toBe(once);
    expect(once.epochs[A.id]).toBe(2);
  });

  test("does not end with the server, and its deadlines start again", () => {
    expect(play(states.connected, { type: "server_shutdown" })).toBe(states.connected);
    const late = T0 + 3_600_000;
    for (const state of [states.queued, states.ringing, states.connecting, states.reconnecting]) {
      const back = reduce(state, { type: "server_started" }, late).state;
      expect(nextDeadline(back)).toBeGreaterThan(late);
    }
  });

  test("from an agent is answered by the visitor", () => {
    const out = play(calledOut(newCall, A, T0), here);
    expect(reduce(out, accept("visitor"), T0 + 2000).state.phase).toMatchObject({
      name: "connecting",
      agent: { id: A.id },
    });
    const no: CallEvent = { type: "decline", who: "visitor", online: [] };
    expect(play(out, no).phase).toMatchObject({ name: "ended", reason: "declined", by: "visitor" });
    expect(refusal(reduce(out, accept(A.id), T0).effects)).toBeDefined();
    expect(play(out, { type: "cancel", who: A.id }).phase).toMatchObject({ reason: "cancelled" });
  });

  test("is transferred in the same record", () => {
    const moved = play(states.transferring, accept(C.id));
    expect(moved.phase).toMatchObject({ name: "connecting", agent: { id: C.id } });
    expect(moved.connectedAt).toBe(states.connected.connectedAt);
    const back = play(states.transferring, { type: "decline", who: C.id, online: [] });
    expect(back.phase).toMatchObject({ name: "connected", agent: { id: A.id } });
  });
});
