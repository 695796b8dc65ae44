import { signal } from "@preact/signals-core";
import { type CallView, NOTHING_SENT } from "@knockknock/protocol";
import { expect, test } from "vitest";
import { OtherSide } from "./other-side.ts";
import { FakeClock } from "./testing/fake-clock.ts";
import { AGENT, FakeServer } from "./testing/fake-server.ts";

const SENT = { microphone: "on", camera: "on", screen: false, n: 2 } as const;

/** The call as the visitor's page knows it: first it rings, then the agent has it. */
function rings() {
  const server = new FakeServer(new FakeClock());
  const view = signal<CallView | null>(server.view());
  const other = new OtherSide("visitor", view);
  const answered = (): void => {
    server.phase = { name: "connecting", agentId: AGENT, deadlineAt: 0 };
    view.value = server.view();
  };
  return { answered, other };
}

test("what an agent sends counts once the server names that agent", () => {
  const { answered, other } = rings();
  other.hear(AGENT, { t: "media", media: SENT });
  expect(other.media.value).toEqual(NOTHING_SENT);
  answered();
  expect(other.media.value).toEqual(SENT);
});

test("what a colleague sends who does not get the call counts for nothing", () => {
  const { answered, other } = rings();
  other.hear("agent-bob", { t: "media", media: { ...SENT, n: 99 } });
  answered();
  expect(other.media.value).toEqual(NOTHING_SENT);
});
