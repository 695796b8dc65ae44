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
