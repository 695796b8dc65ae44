import fc from "fast-check";
import { expect, test } from "vitest";
import { hrefOf, parseRoute, type Route } from "./routes.ts";

const routes: fc.Arbitrary<Route> = fc.oneof(
  fc.constant<Route>({ name: "desk" }),
  fc.constant<Route>({ name: "team" }),
  fc.constant<Route>({ name: "site" }),
  fc.string({ minLength: 1 }).map((callId): Route => ({ name: "history", callId })),
  fc.constant<Route>({ name: "history", callId: null }),
  fc.string({ minLength: 1 }).map((messageId): Route => ({ name: "messages", messageId })),
  fc.string().map((token): Route => ({ name: "join", token })),
  fc.string().map((token): Route => ({ name: "setup", token })),
);

test("every route comes back from its address", () => {
  fc.assert(
    fc.property(routes, (route) => {
      expect(parseRoute(hrefOf(route))).toEqual(route);
    }),
  );
});

test("any hash at all leads somewhere", () => {
  fc.assert(
    fc.property(fc.string(), (hash) => {
      expect(parseRoute(`#${hash}`).name).toBeTypeOf("string");
    }),
  );
});

test("an empty or unknown hash leads to the desk", () => {
  expect(parseRoute("")).toEqual({ name: "desk" });
  expect(parseRoute("#/")).toEqual({ name: "desk" });
  expect(parseRoute("#/nowhere")).toEqual({ name: "desk" });
});

test("an id that is not well encoded is no id", () => {
  expect(parseRoute("#/history/%E0%A4%A")).toEqual({ name: "history", callId: null });
});
