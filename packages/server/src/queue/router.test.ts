import { expect, test } from "vitest";
import { FakeClock } from "../testing/fake-clock.ts";
import { Coalesced } from "./router.ts";

test("work that failed is done two seconds later, although nobody asks again", async () => {
  const clock = new FakeClock();
  const failures: unknown[] = [];
  let runs = 0;
  const work = new Coalesced(
    () => {
      runs += 1;
      return runs === 1 ? Promise.reject(new Error("the disk is full")) : Promise.resolve();
    },
    clock,
    (error) => failures.push(error),
  );
  work.poke();
  await work.settled();
  expect([runs, failures.length]).toEqual([1, 1]);
  clock.advance(2_000);
  await work.settled();
  clock.advance(10_000);
  await work.settled();
  expect([runs, failures.length]).toEqual([2, 1]);
});
