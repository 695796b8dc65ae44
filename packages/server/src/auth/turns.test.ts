import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestApp, type TestApp } from "../testing/test-app.ts";
import { createTurns } from "./turns.ts";

test("a few run at once, some wait, the rest is refused; a failure gives its turn on", async () => {
  const turns = createTurns({ atOnce: 2, waiting: 1, retryAfterS: 3 });
  const endings: (() => void)[] = [];
  const slow = () => turns.run(() => new Promise<void>((resolve) => endings.push(resolve)));
  const failing = turns.run(() => Promise.reject(new Error("no")));
  const first = slow();
  const second = slow();
  await expect(slow()).rejects.toMatchObject({ wire: { code: "rate_limited", retryAfterS: 3 } });
  await expect(failing).rejects.toThrow("no");
  expect(endings).toHaveLength(2);
  for (const end of endings) end();
  await Promise.all([first, second]);
  expect(await turns.run(() => Promise.resolve("free again"))).toBe("free again");
});

let it: TestApp;
beforeEach(async () => {
  it = await createTestApp();
});
afterEach(() => it.close());

test("a flood of sign-ins from everywhere is refused, clearly, before its passwords are hashed", async () => {
  const answers = await Promise.all(
    Array.from({ length: 80 }, (_, n) =>
      it.app.inject({
        method: "POST",
        url: "/api/v1/sign-in",
        payload: { email: `nobody${n}@example.com`, password: "some password" },
        remoteAddress: `203.0.113.${n}`,
      }),
    ),
  );
  const refused = answers.filter(({ statusCode }) => statusCode === 429);
  expect(refused.length).toBeGreaterThan(0);
  expect(answers.length - refused.length).toBeGreaterThanOrEqual(53);
  expect(refused[0]?.headers["retry-after"]).toBe("2");
}, 30_000);
