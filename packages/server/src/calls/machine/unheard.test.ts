import { describe, expect, test } from "vitest";
import {
  A,
  fresh,
  play,
  ring,
  accept,
  here,
  says,
  states,
  T0,
} from "../../testing/made-up-calls.ts";
import { type CallEvent, type CallState, nextDeadline, reduce } from "../machine.ts";

const MINUTE = 60_000;
const HOURS = 6 * 60 * MINUTE;
const away = (who: string): CallEvent => ({ type: "away", who });
const back = (who: string, isNew = false): CallEvent => ({ type: "joined", who, fresh: isNew });
const due: CallEvent = { type: "deadline", online: [] };

/** Runs events at their times after T0, each deadline when it is due; what is left of the call. */
function live(start: CallState, ...story: readonly (readonly [number, CallEvent])[]): CallState {
  let state = start;
  for (const [at, event] of story) {
    for (let next = nextDeadline(state); next !== null && next <= T0 + at;) {
      state = reduce(state, due, next).state;
      next = nextDeadline(state);
    }
    state = reduce(state, event, T0 + at).state;
  }
  return state;
}
const gone = [
  [10_000, away("visitor")],
  [10_500, away(A.id)],
] as const;
const later = 12 * MINUTE;

describe("a server that nobody reaches", () => {
  test.each(["connecting", "connected", "reconnecting"] as const)(
    "for 12 minutes ends no call that is %s: the link may be up, and its report on its way",
    (name) => {
      for (const [first, second] of [
        ["visitor", A.id],
        [A.id, "visitor"],
      ] as const) {
        const state = live(
          states[name],
          ...gone,
          [later, back(first)],
          [later + 20, says(first, "up")],
          [later + 14_000, back(second)],
          [later + 14_020, says(second, "up")],
          [later + 10 * MINUTE, due],
        );
        expect(state.phase).toMatchObject({ name: "connected", deadlineAt: null });
      }
    },
  );

  test("ends none that a page returns to anew: its new connection has 45 s", () => {
    const back12 = live(states.connected, ...gone, [later, back("visitor", true)]);
    expect(back12.phase).toMatchObject({ name: "reconnecting", cause: "page" });
    expect(nextDeadline(back12)).toBe(T0 + later + 45_000);
    // Ten seconds at least for the one who comes last.
    const both = live(back12, [later + 44_000, back(A.id)]);
    expect(nextDeadline(both)).toBe(T0 + later + 54_000);
  });

  test("waits for the other page as usual from when one is back, whatever the link did", () => {
    const lost = live(states.reconnecting, ...gone, [later, back(A.id)]);
    expect(nextDeadline(lost)).toBe(T0 + later + 45_000);
    expect(reduce(lost, due, T0 + later + 45_000).state.phase).toMatchObject({
      name: "ended",
      reason: "connection_lost",
    });
    const connecting = live(states.connecting, ...gone, [later, back("visitor")]);
    expect(nextDeadline(connecting)).toBe(T0 + later + 15_000);
    // As long as the one who is back has its link up, the call goes on.
    const talking = live(states.connected, ...gone, [later, back(A.id)], [later + HOURS, due]);
    expect(talking.phase).toMatchObject({ name: "connected" });
  });

  test.each(["connecting", "connected", "reconnecting"] as const)(
    "ends a call that was %s after six hours, when its pages were closed meanwhile",
    (name) => {
      const state = live(states[name], ...gone);
      expect(nextDeadline(state)).toBe(T0 + 10_500 + HOURS);
      const { phase, connectedAt } = reduce(state, due, T0 + 10_500 + HOURS).state;
      const reason = name === "connecting" ? "connect_failed" : "connection_lost";
      // It lasted until the last word.
      const durationMs = connectedAt === null ? 0 : T0 + 10_500 - connectedAt;
      expect(phase).toMatchObject({ name: "ended", reason, durationMs });
    },
  );

  test.each(["connecting", "connected", "reconnecting"] as const)(
    "ends a call that was %s 45 s after its agent opened a console, and did not come back to it",
    (name) => {
      const opened: CallEvent = { type: "console_opened", agentId: A.id };
      const open = live(states[name], ...gone, [later, opened]);
      expect(nextDeadline(open)).toBe(T0 + later + 45_000);
      // Once is enough, and another agent's says nothing.
      expect(live(open, [later + 9000, opened])).toBe(open);
      const other = live(states[name], ...gone, [later, { ...opened, agentId: "agent-b" }]);
      expect(nextDeadline(other)).toBe(T0 + 10_500 + HOURS);
    },
  );

  test("keeps to the time of a page that said that it was leaving", () => {
    const left = live(states.connected, [10_000, { type: "leaving", who: "visitor" }]);
    const both = live(left, [11_000, away("visitor")], [12_000, away(A.id)]);
    expect(nextDeadline(both)).toBe(T0 + 40_000);
  });
});

describe("a server that starts again", () => {
  const started: CallEvent = { type: "server_started" };

  test.each([
    ["queued", 60_000],
    ["ringing", 30_000],
    ["connecting", HOURS],
    ["connected", HOURS],
    ["reconnecting", HOURS],
    ["transferring", 30_000],
  ] as const)("leaves a call that is %s no less than its whole time", (name, ms) => {
    // Before its deadline, and long after it.
    for (const at of [T0 + 14_000, T0 + HOURS]) {
      const { phase } = reduce(states[name], started, at).state;
      expect("deadlineAt" in phase && phase.deadlineAt).toBe(at + ms);
    }
  });

  test("2 s into a connection ends none whose reports are on their way", () => {
    const connecting = play(fresh, here, ring, accept(A.id));
    const state = live(
      connecting,
      [16_000, started],
      [17_000, back("visitor")],
      [30_000, back(A.id)],
      [30_020, says("visitor", "up")],
      [30_040, says(A.id, "up")],
    );
    expect(state.phase.name).toBe("connected");
  });

  test("again and again does not put off the end of a call that nobody comes back to", () => {
    const gone = reduce(states.connected, started, T0 + MINUTE).state;
    const again = reduce(gone, started, T0 + MINUTE + HOURS - 1000).state;
    expect(nextDeadline(again)).toBe(T0 + MINUTE + HOURS - 1000 + 45_000);
    expect(again.visitor.since).toBe(T0 + MINUTE);
  });
});
