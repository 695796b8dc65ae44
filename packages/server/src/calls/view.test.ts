import { expect, test } from "vitest";
import { type CallEvent, type CallState, knocked, reduce } from "./machine.ts";
import { newCall, T0 } from "../testing/made-up-calls.ts";
import { callView } from "./view.ts";

const ANN = { id: "agent-ann", name: "Ann" };
const BEN = { id: "agent-ben", name: "Ben" };

const says = (who: string, state: "up" | "down"): CallEvent => ({
  type: "report",
  who,
  leg: { agentId: ANN.id, epoch: 1, state },
});

/** A visitor on hold at Ann's. */
function onHold(): CallState {
  const events: readonly CallEvent[] = [
    { type: "joined", who: "visitor", fresh: false },
    { type: "agents_available", agents: [ANN] },
    { type: "accept", who: ANN.id, fresh: false },
    says("visitor", "up"),
    says(ANN.id, "up"),
    { type: "hold", who: ANN.id, on: true },
  ];
  const call = knocked(newCall, { position: 1, anyoneOnline: true }, T0);
  return events.reduce((state, event) => reduce(state, event, T0).state, call);
}

test.each<[string, CallEvent]>([
  ["reconnecting", says("visitor", "down")],
  ["transferring", { type: "transfer", who: ANN.id, to: BEN }],
])("both sides read that a call on hold is so while it is %s", (name, event) => {
  const { state } = reduce(onHold(), event, T0);
  for (const viewer of ["visitor", "agent"] as const) {
    expect(callView(state, viewer, T0).phase).toMatchObject({ name, onHold: true });
  }
});
