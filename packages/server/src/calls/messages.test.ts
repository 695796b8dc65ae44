import { afterEach, expect, test } from "vitest";
import type { Limits } from "./ports.ts";
import { newKey } from "../testing/call-client.ts";
import { CallServer, knockBody, ORIGIN } from "../testing/call-server.ts";

let server: CallServer;
const start = async (limits: Partial<Limits> = {}) => {
  server = new CallServer(limits);
  await server.start();
};
afterEach(() => server.dispose());

const { page, site, v } = knockBody();
const leave = (key = newKey(), address?: string) =>
  server.post(
    "messages",
    { v, site, key, page, name: "Kim", contact: "kim@example.com", text: "Hi" },
    ORIGIN,
    address,
  );

test("page by page all are read once, also those of the same millisecond", async () => {
  await start();
  for (let n = 0; n < 5; n += 1) await leave();
  const seen: string[] = [];
  let before: string | null = null;
  do {
    const asked = await server.core.history.messages({ before, limit: 2 });
    seen.push(...asked.messages.map(({ id }) => id));
    before = asked.next;
  } while (before !== null);
  expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
});

test("one that is sent again is kept once, and nobody hears of it twice", async () => {
  await start();
  let told = 0;
  server.core.mailbox.onMessage = () => {
    told += 1;
  };
  const key = newKey();
  expect([(await leave(key)).status, (await leave(key)).status]).toEqual([204, 204]);
  const { messages } = await server.core.history.messages({ before: null, limit: 50 });
  expect([messages.length, told]).toEqual([1, 1]);
});

test("a flood from many addresses is kept up to the site's limit, which says when to come back", async () => {
  await start({ messagesPerSite: { burst: 3, perSecond: 0.1 } });
  const statuses: number[] = [];
  for (let n = 0; n < 4; n += 1) statuses.push((await leave(newKey(), `192.0.2.${n}`)).status);
  expect(statuses).toEqual([204, 204, 204, 429]);
  expect((await leave(newKey(), "192.0.2.9")).headers.get("retry-after")).toBe("10");
});
