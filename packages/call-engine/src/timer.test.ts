import { expect, test } from "vitest";
import { FakeClock } from "./testing/fake-clock.ts";
import { CallTimer, ServerClock } from "./timer.ts";

test("takes the freshest of the server's times", () => {
  const clock = new FakeClock(1_000);
  const time = new ServerClock(clock);
  time.observe(501_000 - 400);
  time.observe(501_000 - 20);
  time.observe(501_000 - 900);
  expect(time.now()).toBe(500_980);
  expect(time.toLocal(500_980)).toBe(1_000);
});

test("shows whole seconds since both were connected, wherever the own clock stands", async () => {
  const clock = new FakeClock(5_000);
  const time = new ServerClock(clock);
  time.observe(90_000);
  const timer = new CallTimer(time, clock);
  expect(timer.duration.value).toBe(0);
  timer.connected(87_500);
  expect(timer.duration.value).toBe(2_000);
  await clock.advance(600);
  expect(timer.duration.value).toBe(3_000);
  timer.connected(87_500);
  await clock.advance(57_000);
  expect(timer.duration.value).toBe(60_000);
  timer.stop(60_321);
  await clock.advance(5_000);
  expect(timer.duration.value).toBe(60_321);
});
