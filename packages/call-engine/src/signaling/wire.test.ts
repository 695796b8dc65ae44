import * as z from "zod/mini";
import { describe, expect, it } from "vitest";
import { EngineError } from "../lib/errors.ts";
import { FakeClock, settle } from "../testing/fake-clock.ts";
import { requestPatiently, type Wire } from "./wire.ts";

/** A wire that is away until `back()`, and then answers each question with its number. */
function awayWire() {
  const states = new Set<(connected: boolean) => void>();
  let connected = false;
  let asked = 0;
  const wire: Wire = {
    get connected() {
      return connected;
    },
    on: () => undefined,
    onState: (handler) => {
      states.add(handler);
      return () => states.delete(handler);
    },
    onFailure: () => undefined,
    doubt: () => undefined,
    emit: () => {
      asked += 1;
      return connected
        ? Promise.resolve({ ok: true, value: asked })
        : Promise.reject(new EngineError("unreachable", "Away"));
    },
    close: () => undefined,
  };
  const back = (): void => {
    connected = true;
    for (const handler of states) handler(true);
  };
  return { wire, back, states };
}

describe("a patient question", () => {
  it("is asked again when the connection is back", async () => {
    const clock = new FakeClock();
    const { wire, back, states } = awayWire();
    const answer = requestPatiently(wire, clock, "command", {}, z.number());
    await settle();
    back();
    expect(await answer).toBe(2);
    expect(states.size).toBe(0);
  });

  it("is given up after ten seconds", async () => {
    const clock = new FakeClock();
    const { wire, states } = awayWire();
    const answer = requestPatiently(wire, clock, "command", {}, z.number());
    const refusal = answer.catch((error: unknown) => error);
    await settle();
    await clock.advance(10_000);
    expect(await refusal).toMatchObject({ reason: "unreachable" });
    expect(states.size).toBe(0);
  });
});
