import { describe, expect, test } from "vitest";
import { type CallEvent, type CallState, type Phase, reduce } from "../machine.ts";
import { events, refusal, states, T0 } from "../../testing/made-up-calls.ts";

/** What each event makes of each phase: its name after, `=` for no change, `!` for a refusal. */
const table: Record<CallEvent["type"], Record<Phase["name"], string>> = {
  agents_available: row("ringing", "ringing", "=", "=", "=", "="),
  agent_gone: row("=", "ringing", "=", "=", "=", "="),
  cooled: row("=", "ringing", "=", "=", "=", "="),
  accept: row("!", "connecting", "!", "!", "!", "!", "!"),
  decline: row("!", "ringing", "!", "!", "!", "!"),
  cancel: row("ended", "ended", "ended", "ended", "ended", "ended"),
  hangup: row("ended", "ended", "ended", "ended", "ended", "ended"),
  // A side of `reconnecting` still says that its link is up.
  deadline: row("ended", "ended", "ended", "=", "reconnecting", "connected"),
  joined: row("=", "ringing", "connecting", "reconnecting", "reconnecting", "reconnecting"),
  // As long as somebody is heard of, it says nothing.
  console_opened: row("=", "=", "=", "=", "=", "="),
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
