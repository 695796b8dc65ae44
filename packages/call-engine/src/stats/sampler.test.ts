import { expect, test, vi } from "vitest";
import { Scope } from "../lib/scope.ts";
import { FRESH_SEAT, SeatKeeper } from "../signaling/seat.ts";
import { FakeClock } from "../testing/fake-clock.ts";
import { FakeStorage } from "../testing/fake-platform.ts";
import { Sampler } from "./sampler.ts";

const connection = (framesDecoded: number) => ({
  getStats: () =>
    Promise.resolve(
      new Map([["in", { id: "in", type: "inbound-rtp", kind: "video", framesDecoded }]]),
    ) as unknown as Promise<RTCStatsReport>,
});

test("the page that takes the seat of another goes on with its figures", async () => {
  const storage = new FakeStorage();
  const page = (frames: number, recoveries: number) => {
    const clock = new FakeClock();
    const seat = new SeatKeeper(storage, "visitor");
    const sampler = new Sampler(clock, new Scope(), seat, () => recoveries);
    sampler.follow(connection(frames));
    return { clock, seat, sampler };
  };
  const first = page(30, 2);
  first.seat.take({ ...FRESH_SEAT, callId: "call" });
  await first.clock.advance(2_000);
  await vi.waitFor(() => expect(first.seat.seat?.measured).toBeDefined());

  const next = page(12, 1);
  await next.clock.advance(2_000);
  await vi.waitFor(() =>
    expect(next.sampler.summary()).toMatchObject({ framesDecoded: 42, recoveries: 3 }),
  );
});
