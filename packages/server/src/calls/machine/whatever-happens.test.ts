import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  A,
  accept,
  B,
  C,
  D,
  events,
  fresh,
  here,
  newCall,
  play,
  refusal,
  states,
  T0,
} from "../../testing/made-up-calls.ts";
import {
  agentsOf,
  type CallEvent,
  calledOut,
  type CallState,
  DEFAULT_TIMINGS,
  isLive,
  isWaiting,
  nextDeadline,
  reduce,
} from "../machine.ts";

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
  fc.record({ type: fc.constant("cooled" as const), agentId, epoch }),
  fc.record({ type: fc.constant("accept" as const), who, fresh: fc.boolean() }),
  fc.record({ type: fc.constant("decline" as const), who, online }),
  fc.record({ type: fc.constant("cancel" as const), who }),
  fc.record({ type: fc.constant("hangup" as const), who, agoMs: fc.integer() }),
  fc.record({
    type: fc.constant("ended_by_peer" as const),
    who,
    reason: fc.constantFrom("hangup" as const, "connection_lost" as const),
    agoMs: fc.integer(),
  }),
  fc.record({ type: fc.constant("deadline" as const), online }),
  fc.record({ type: fc.constant("joined" as const), who, fresh: fc.boolean() }),
  fc.record({ type: fc.constant("console_opened" as const), agentId }),
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
const pause = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 50_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 1_000_000 }) },
);
const story = fc.array(fc.tuple(anyEvent, pause), { maxLength: 40 });
const due: CallEvent = { type: "deadline", online: [] };
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

  test("with deadlines on time, none is set too near, and none ends what is well", () => {
    fc.assert(
      fc.property(beginning, story, (start, steps) => {
        let state = start;
        let now = T0 + 10_000;
        const take = (event: CallEvent, at: number) => {
          const { state: after } = reduce(state, event, at);
          expect(wrongDeadline(state, event, after, at)).toEqual([]);
          state = after;
        };
        const wait = (until: number) => {
          for (let at = nextDeadline(state); at !== null && at <= until; at = nextDeadline(state)) {
            take(due, Math.max(now, at));
          }
        };
        for (const [event, ms] of steps) {
          // While the server is down nothing is due.
          if (event.type !== "server_started") wait(now + ms);
          now += ms;
          take(event, now);
        }
        // Whoever is in it is never heard of again: its record has an end all the same.
        for (const id of ["visitor", A.id, B.id, C.id, D.id]) take({ type: "away", who: id }, now);
        wait(now + 2 * DEFAULT_TIMINGS.unreachableMs);
        expect(state.phase.name).toBe("ended");
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

function wrongDeadline(
  before: CallState,
  event: CallEvent,
  after: CallState,
  now: number,
): string[] {
  const { phase: was, visitor } = before;
  const { phase } = after;
  const next = nextDeadline(after);
  const unheard =
    isLive(phase) && after.visitor.presence === "away" && phase.agent.presence === "away";
  const lastWord = unheard ? Math.max(after.visitor.since, phase.agent.since) : now;
  const well =
    isLive(was) &&
    ((visitor.presence === "here" && was.leg.visitor === "up") ||
      (was.agent.presence === "here" && was.leg.agent === "up"));
  return broken({
    "a deadline that is set is ahead":
      next === null || next === nextDeadline(before) || next >= now + 1000,
    "no deadline ends a call while a side that is here says that its link is up":
      event.type !== "deadline" || phase.name !== "ended" || !well,
    "a call that nobody is heard of waits for hours":
      !unheard ||
      phase.name === "transferring" ||
      event.type === "console_opened" ||
      next === nextDeadline(before) ||
      (next ?? 0) >= lastWord + DEFAULT_TIMINGS.unreachableMs,
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
