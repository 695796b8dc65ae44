import { expect, test } from "vitest";
import { FakeClock } from "../testing/fake-clock.ts";
import { addressKey, networkKey, RateLimit } from "./rate.ts";

test("a bucket empties, says how long to wait, and fills again", () => {
  const clock = new FakeClock();
  const limit = new RateLimit({ burst: 2, perSecond: 0.5 }, () => clock.now());
  expect([limit.take("a"), limit.take("a"), limit.take("a")]).toEqual([null, null, 2]);
  expect(limit.take("b")).toBeNull();
  clock.advance(2000);
  expect([limit.take("a"), limit.take("a")]).toEqual([null, 2]);
});

test("an IPv6 customer is one address, whatever its form", () => {
  expect(addressKey("192.0.2.1")).toBe("192.0.2.1");
  expect(addressKey("::ffff:192.0.2.1")).toBe("192.0.2.1");
  expect(addressKey("2001:db8:1:2:3:4:5:6")).toBe(addressKey("2001:db8:1:2::9"));
  expect(addressKey("2001:db8:1:2::")).not.toBe(addressKey("2001:db8:1:3::"));
});

test("all that one IPv6 customer may hold is one network; an IPv4 address is none", () => {
  expect(networkKey("2001:0DB8:1:200::1")).toBe(networkKey("2001:db8:1:2ff::9"));
  expect(networkKey("2001:db8:1::")).not.toBe(networkKey("2001:db8:2::"));
  expect(networkKey("192.0.2.1")).toBeNull();
  expect(networkKey("::ffff:192.0.2.1")).toBeNull();
});
