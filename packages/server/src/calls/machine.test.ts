import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  agentsOf,
  type CallEvent,
  calledOut,
  type CallState,
  DEFAULT_TIMINGS,
  isLive,
  isWaiting,
  knocked,
  nextDeadline,
  type Phase,
  reduce,
} from "./machine.ts";

const T0 = 1_000_000;
const page = { url: "https://shop.example/", title: "Shop", referrer: "" };
const newCall = {
  id: "call-0001",
  siteId: "site-0001",
  siteName: "Shop",
  timings: DEFAULT_TIMINGS,
  relayOnly: false,
  visitorName: null,
  page,
};
const A = { id: "agent-a", name: "Agent A" };
const B = { id: "agent-b", name: "Agent B" };
const C = { id: "agent-c", name: "Agent C" };
const D = { id: "agent-d", name: "Agent D" };

const refusal = (effects: readonly { type: string }[]) =>
  effects.find((effect) => effect.type === "refused");

/** Runs events one second apart, starting one second after the knock. */
function play(state: CallState, ...events: CallEvent[]): CallState {
  let now = T0;
  for (const event of events) {
    now += 1000;
    state = reduce(state, event, now).state;
  }
  return state;
}

const fresh = knocked(newCall, { position: 1, anyoneOnline: true }, T0);
const here: CallEvent = { type: "joined", who: "visitor", fresh: false };
const ring: CallEvent = { type: "agents_available", agents: [A, B] };
const accept = (who: string): CallEvent => ({ type: "accept", who, fresh: false });
const says = (
  who: string,
  state: "up" | "down" | "failed",
  epoch = 1,
  agentId = A.id,
): CallEvent => ({
  type: "report",
  who,
  leg: { agentId, epoch, state },
});

const states = {
  queued: play(fresh, here),
  ringing: play(fresh, here, ring),
  connecting: play(fresh, here, ring, accept(A.id)),
  connected: play(fresh, here, ring, accept(A.id), says("visitor", "up"), says(A.id, "up")),
  reconnecting: play(
    fresh,
    here,
    ring,
    accept(A.id),
    says("visitor", "up"),
    says(A.id, "up"),
    says(A.id, "down"),
  ),
  transferring: play(fresh, here, ring, accept(A.id), says("visitor", "up"), says(A.id, "up"), {
    type: "transfer",
    who: A.id,
    to: C,
  }),
  ended: play(fresh, here, { type: "cancel", who: "visitor" }),
} satisfies Record<Phase["name"], CallState>;

const events: Record<CallEvent["type"], CallEvent> = {
  agents_available: { type: "agents_available", agents: [D] },
  agent_gone: { type: "agent_gone", agentId: A.id, why: "unavailable", anyoneOnline: true },
  accept: accept(B.id),
  decline: { type: "decline", who: B.id, online: [A.id] },
  cancel: { type: "cancel", who: "visitor" },
  hangup: { type: "hangup", who: "visitor" },
  deadline: { type: "deadline", online: [] },
  joined: { type: "joined", who: "visitor", fresh: true },
  leaving: { type: "leaving", who: "visitor" },
  away: { type: "away", who: "visitor" },
  report: says("visitor", "down"),
  media: {
    type: "media",
    who: "visitor",
    media: { n: 1, microphone: "on", camera: "on", screen: false },
  },
  permission: {
    type: "permission",
    who: "visitor",
    permission: { microphone: "granted", camera: "granted" },
  },
  page: { type: "page", page: { ...page, title: "Next" } },
  rebuild: { type: "rebuild", who: "visitor", agentId: A.id, epoch: 1 },
  hold: { type: "hold", who: A.id, on: true },
  transfer: { type: "transfer", who: A.id, to: D },
  ended_by_peer: { type: "ended_by_peer", who: "visitor", reason: "hangup" },
  queue_moved: { type: "queue_moved", position: 4, anyoneOnline: false },
  server_started: { type: "server_started" },
  server_shutdown: { type: "server_shutdown" },
  fault: { type: "fault" },
};

/** What each event makes of each phase: its name after, `=` for no change, `!` for a refusal. */
const table: Record<CallEvent["type"], Record<Phase["name"], string>> = {
  agents_available: row("ringing", "ringing", "=", "=", "=", "="),
  agent_gone: row("=", "ringing", "=", "=", "=", "="),
  accept: row("!", "connecting", "!", "!", "!", "!", "!"),
  decline: row("!", "ringing", "!", "!", "!", "!"),
  cancel: row("ended", "ended", "ended", "ended", "ended", "ended"),
  hangup: row("ended", "ended", "ended", "ended", "ended", "ended"),
  // A side of `reconnecting` still says that its link is up.
  deadline: row("ended", "ended", "ended", "=", "reconnecting", "connected"),
  joined: row("=", "ringing", "connecting", "reconnecting", "reconnecting", "reconnecting"),
  leaving: row("queued", "ringing", "connecting", "connected", "reconnecting", "transferring"),
  away: row("queued", "ringing", "connecting", "connected", "reconnecting", "transferring"),
  report: row("=", "ringing", "connecting", "reconnecting", "reconnecting", "reconnecting"),
  media: row("queued", "ringing", "connecting", "connected", "reconnecting", "transferring"),
  permission: row("queued", "ringing", "connecting", "connected", "reconnecting", "transferring"),
  page: row("queued", "ringing", "connecting", "connected", "reconnecting", "transferring"),
  rebuild: row("=", "=", "connecting", "reconnecting", "reconnecting", "reconnecting"),
  hold: row("!", "!", "!", "connected", "reconnecting", "transferring"),
  transfer: row("!", "!", "!", "transferring", "!", "!"),
  ended_by_peer: row("!", "!", "ended", "ended", "ended", "ended"),
  queue_moved: row("queued", "=", "=", "=", "=", "="),
  server_started: row(
    "queued",
    "ringing",
    "connecting",
    "connected",
    "reconnecting",
    "transferring",
  ),
  server_shutdown: row("ended", "ended", "=", "=", "=", "="),
  fault: row("ended", "ended", "ended", "ended", "ended", "ended"),
};

function row(
  queued: string,
  ringing: string,
  connecting: string,
  connected: string,
  reconnecting: string,
  transferring: string,
  ended = "=",
): Record<Phase["name"], string> {
  return { queued, ringing, connecting, connected, reconnecting, transferring, ended };
}

describe("every event in every phase", () => {
  for (const [name, state] of Object.entries(states)) {
    for (const [type, event] of Object.entries(events)) {
      const expected = table[type as CallEvent["type"]][name as Phase["name"]];
      test(`${name} + ${type} → ${expected}`, () => {
        expect(state.phase.name).toBe(name);
        const late = T0 + 1_000_000;
        const step = reduce(state, event, late);
        expect(outcome(state, step)).toBe(expected);
      });
    }
  }
});

/** As the table writes it. A change without the next sequence number is none that it knows. */
function outcome(before: CallState, { state, effects }: ReturnType<typeof reduce>): string {
  if (state === before) return refusal(effects) === undefined ? "=" : "!";
  return state.seq === before.seq + 1 ? state.phase.name : "wrong sequence number";
}

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
      reduce(states.connected, { type: "ended_by_peer", who, reason }, T0 + 60_000);
    expect(says("visitor", "hangup").state.phase).toMatchObject({ reason: "hangup", by: "agent" });
    expect(says(A.id, "hangup").state.phase).toMatchObject({ reason: "hangup", by: "visitor" });
    expect(says(A.id, "connection_lost").state.phase).toMatchObject({ by: "system" });
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

  test("goes on while the other side reports media, however long a page stays away", () => {
    let state = reduce(states.connected, { type: "away", who: "visitor" }, T0).state;
    expect(state.phase.name).toBe("connected");
    for (let round = 0; round < 5; round += 1) {
      const due = nextDeadline(state);
      if (due === null) throw new Error("a call with a page away has no deadline");
      state = reduce(state, { type: "deadline", online: [] }, due).state;
      expect(state.phase.name).toBe("connected");
    }
    // Now the other side loses its media, too.
    state = reduce(state, says(A.id, "down"), T0).state;
    expect(state.phase).toMatchObject({ name: "reconnecting", cause: "page" });
  });

  test("waits 30 s for a page that said that it was leaving, 45 s for a link", () => {
    const leaving = reduce(states.connected, { type: "leaving", who: "visitor" }, T0).state;
    const down = reduce(leaving, says(A.id, "down"), T0 + 1200).state;
    expect(nextDeadline(down)).toBe(T0 + 30_000);
    const cut = reduce(states.connected, says(A.id, "down"), T0 + 1200).state;
    expect(cut.phase).toMatchObject({ name: "reconnecting", cause: "network" });
    expect(nextDeadline(cut)).toBe(T0 + 46_200);
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

const who = fc.constantFrom("visitor", A.id, B.id, C.id);
const people = fc.subarray([A, B, C, D]);
const online = fc.subarray([A.id, B.id, C.id, D.id]);
const epoch = fc.integer({ min: 0, max: 4 });
const agentId = fc.constantFrom(A.id, B.id, C.id);
const anyEvent: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.record({ type: fc.constant("agents_available" as const), agents: people }),
  fc.record({
    type: fc.constant("agent_gone" as const),
    agentId,
    why: fc.constantFrom("busy" as const, "unavailable" as const),
    anyoneOnline: fc.boolean(),
  }),
  fc.record({ type: fc.constant("accept" as const), who, fresh: fc.boolean() }),
  fc.record({ type: fc.constant("decline" as const), who, online }),
  fc.record({ type: fc.constantFrom("cancel" as const, "hangup" as const), who }),
  fc.record({ type: fc.constant("deadline" as const), online }),
  fc.record({ type: fc.constant("joined" as const), who, fresh: fc.boolean() }),
  fc.record({ type: fc.constantFrom("leaving" as const, "away" as const), who }),
  fc.record({
    type: fc.constant("report" as const),
    who,
    leg: fc.record({
      agentId,
      epoch,
      state: fc.constantFrom("up" as const, "down" as const, "failed" as const),
    }),
  }),
  fc.record({ type: fc.constant("rebuild" as const), who, agentId, epoch }),
  fc.record({ type: fc.constant("hold" as const), who, on: fc.boolean() }),
  fc.record({ type: fc.constant("transfer" as const), who, to: fc.constantFrom(A, B, C) }),
  fc.constantFrom(...Object.values(events)),
);
const story = fc.array(fc.tuple(anyEvent, fc.integer({ min: 0, max: 50_000 })), {
  maxLength: 40,
});
const beginning = fc.constantFrom(
  ...Object.values(states),
  fresh,
  play(calledOut(newCall, A, T0), here),
);

describe("whatever happens", () => {
  test("numbers never fall, the end absorbs, and something is always due", () => {
    fc.assert(
      fc.property(beginning, story, (start, steps) => {
        let state = start;
        let now = T0 + 10_000;
        for (const [event, wait] of steps) {
          now += wait;
          const step = reduce(state, event, now);
          expect([...wrongStep(state, step), ...impossible(step.state)]).toEqual([]);
          state = step.state;
        }
      }),
      { numRuns: 1500 },
    );
  }, 30_000);

  test("exactly one accept wins", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([A, B, C, D], { minLength: 2 }), (racers) => {
        let state = play(fresh, here, { type: "agents_available", agents: [A, B, C, D] });
        const refused = racers.filter(({ id }) => {
          const step = reduce(state, accept(id), T0 + 5000);
          state = step.state;
          return refusal(step.effects) !== undefined;
        });
        expect(refused).toEqual(racers.slice(1));
        expect(agentsOf(state.phase)).toMatchObject([{ id: racers[0]?.id }]);
      }),
    );
  });
});

/** The names of the rules that are broken. */
const broken = (rules: Record<string, boolean>): string[] =>
  Object.keys(rules).filter((rule) => rules[rule] !== true);

function wrongStep(before: CallState, { state, effects }: ReturnType<typeof reduce>): string[] {
  const unchanged = state === before;
  return broken({
    "seq counts changes": state.seq === before.seq + (unchanged ? 0 : 1),
    "the end absorbs": before.phase.name !== "ended" || unchanged,
    "a refusal changes nothing": refusal(effects) === undefined || unchanged,
    "epochs never fall": Object.entries(before.epochs).every(
      ([id, known]) => (state.epochs[id] ?? 0) >= known,
    ),
    "connected once": before.connectedAt === null || state.connectedAt === before.connectedAt,
  });
}

function impossible(state: CallState): string[] {
  const { phase, connectedAt } = state;
  const { name } = phase;
  const due = nextDeadline(state);
  const quiet =
    name === "connected" && state.visitor.presence === "here" && phase.agent.presence === "here";
  const wasConnected = name === "connected" || name === "reconnecting" || name === "transferring";
  return broken({
    "all but a quiet call and the end have a deadline":
      (due === null) === (quiet || name === "ended"),
    "it lasts no less than nothing": name !== "ended" || phase.durationMs >= 0,
    "somebody rings": name !== "ringing" || phase.agents.length > 0,
    "the live leg has the newest epoch":
      !isLive(phase) || phase.leg.epoch === state.epochs[phase.agent.id],
    "who has the call has answered": !isLive(phase) || state.answeredAt !== null,
    "connected means when": !wasConnected || connectedAt !== null,
    "who waits was never connected": !isWaiting(phase) || connectedAt === null,
  });
}
