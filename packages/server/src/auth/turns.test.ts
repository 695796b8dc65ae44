import { expect, test } from "vitest";
import { createTestApp } from "../testing/test-app.ts";
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

test("whoever signs in while a flood does is told so, and when to come back", async () => {
  const turns = createTurns({ atOnce: 1, waiting: 0, retryAfterS: 5 });
  const it = await createTestApp(undefined, turns);
  try {
    let end: () => void = () => undefined;
    const flood = turns.run(() => new Promise<void>((resolve) => (end = resolve)));
    const signIn = () =>
      it.app.inject({
        method: "POST",
        url: "/api/v1/sign-in",
        payload: { email: "nobody@example.com", password: "some password" },
      });
    const refused = await signIn();
    expect([refused.statusCode, refused.headers["retry-after"]]).toEqual([429, "5"]);
    end();
    await flood;
    expect((await signIn()).statusCode).toBe(401);
  } finally {
    await it.close();
  }
});
