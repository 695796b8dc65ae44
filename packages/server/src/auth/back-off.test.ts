import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestApp, type TestApp } from "../testing/test-app.ts";
import { type BackOff, createBackOff } from "./back-off.ts";

const ACCOUNT = "agent@example.com";
const HOUR_MS = 3_600_000;

let it: TestApp;
let backOff: BackOff;
beforeEach(async () => {
  it = await createTestApp();
  backOff = createBackOff(it.db.kysely, () => it.clock.now());
});
afterEach(() => it.close());

const rows = () => it.db.kysely.selectFrom("signInFailure").selectAll().execute();
/** Whether the password is looked at. */
const mayTry = (address: string, account = ACCOUNT) =>
  backOff.begin(address, account).then(
    () => true,
    () => false,
  );

test("no stranger's failures count where the account signed in before", async () => {
  await backOff.begin("2001:db8:9:9::1", ACCOUNT).then((attempt) => attempt.succeeded());
  for (let n = 0; n < 50; n += 1) await mayTry(`203.0.113.${n}`);
  expect(await mayTry("198.51.100.1")).toBe(false);
  expect(await mayTry("2001:db8:9:9:5::5", "Agent@example.com")).toBe(true);
  it.clock.advance(91 * 24 * HOUR_MS);
  for (let n = 0; n < 50; n += 1) await mayTry(`203.0.113.${n}`);
  expect(await mayTry("2001:db8:9:9::1")).toBe(false);
});

test("nobody at the office's address locks out those who work there", async () => {
  const office = "198.51.100.1";
  await backOff.begin(office, ACCOUNT).then((attempt) => attempt.succeeded());
  for (let n = 0; n < 60; n += 1) await mayTry(office, `guess${n}@example.com`);
  expect(await mayTry(office, "colleague@example.com")).toBe(false);
  expect(await mayTry(office)).toBe(true);
  // Guesses at that very account are still slowed there.
  for (let n = 0; n < 6; n += 1) await mayTry(office);
  expect(await mayTry(office)).toBe(false);
});

test("an address that has to wait adds no rows, and old rows go", async () => {
  for (let n = 0; n < 40; n += 1) await mayTry("203.0.113.1", `a${n}@example.com`);
  // 30 attempts are free; each wrote its pair and its account, and all share the address.
  expect(await rows()).toHaveLength(1 + 2 * 30);
  it.clock.advance(HOUR_MS + 1);
  await mayTry("203.0.113.2");
  expect(await rows()).toHaveLength(3);
});

test.each(["sign-in", "setup", "join"])(
  "a flood at /%s is refused before its body is read",
  async (path) => {
    const post = async (remoteAddress: string) => {
      const { statusCode } = await it.app.inject({
        method: "POST",
        url: `/api/v1/${path}`,
        payload: "{",
        headers: { "content-type": "application/json" },
        remoteAddress,
      });
      return statusCode;
    };
    for (let n = 0; n < 60; n += 1) expect(await post(`2001:db8:1:2::${n}`)).toBe(400);
    expect(await post("2001:db8:1:2::99")).toBe(429);
    expect(await post("203.0.113.2")).toBe(400);
    it.clock.advance(1_000);
    expect(await post("2001:db8:1:2::99")).toBe(400);
  },
);
