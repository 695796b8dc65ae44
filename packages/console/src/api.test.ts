import { expect, test, vi } from "vitest";
import { ApiError, createApi } from "./api.ts";

const answering = (status: number, body: unknown) =>
  vi.fn<typeof fetch>(() => Promise.resolve(Response.json(body, { status })));

test("nobody signed in is an answer, not a fault", async () => {
  const api = createApi(answering(401, { code: "unauthorized", message: "sign in" }));
  expect(await api.me()).toBeNull();
});

test("an answer outside of the contract is refused", async () => {
  const api = createApi(answering(200, { messages: [{ id: "<script>" }] }));
  await expect(api.messages({ before: null })).rejects.toMatchObject({ code: "bad_answer" });
});

test("a refusal keeps its code and how long to wait", async () => {
  const api = createApi(answering(429, { code: "rate_limited", message: "slow", retryAfterS: 7 }));
  await expect(api.signIn({ email: "a@example.com", password: "x" })).rejects.toMatchObject({
    code: "rate_limited",
    retryAfterS: 7,
  });
});

test("an error page of a proxy in front becomes a code by its status", async () => {
  const api = createApi(() =>
    Promise.resolve(new Response("<h1>Bad gateway</h1>", { status: 502 })),
  );
  await expect(api.team()).rejects.toMatchObject({ code: "internal" });
});

test("no answer at all is told apart from a refusal", async () => {
  const api = createApi(() => Promise.reject(new TypeError("failed")));
  await expect(api.me()).rejects.toBeInstanceOf(ApiError);
  await expect(api.me()).rejects.toMatchObject({ code: "unreachable" });
});

test("notes of a page that is going away are sent so that they outlive it", async () => {
  const fetch = answering(200, {});
  await createApi(fetch).saveNotes("call-0001", { text: "sees E-402" }, true);
  expect(fetch).toHaveBeenCalledWith(
    "/api/v1/agent/calls/call-0001/notes",
    expect.objectContaining({ method: "PUT", keepalive: true }),
  );
});

test("a search goes to the server, as long as it takes one", async () => {
  const fetch = answering(200, { calls: [], next: null });
  const api = createApi(fetch);
  await api.calls({ before: null, outcome: "missed", search: `zoë & ${"x".repeat(200)}` });
  const asked = fetch.mock.calls[0]?.[0];
  const query = `limit=50&outcome=missed&search=zo%C3%AB+%26+${"x".repeat(94)}`;
  expect(asked).toBe(`/api/v1/agent/calls?${query}`);
});
