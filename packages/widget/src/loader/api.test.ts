import { expect, test, vi } from "vitest";
import type { App } from "../handoff.ts";
import { createApi, Emitter, IDLE, runCommand } from "./api.ts";

function harness() {
  const app = { call: vi.fn(), end: vi.fn(), state: IDLE } as unknown as App;
  const parts = {
    emitter: new Emitter(),
    withApp: vi.fn((use: (app: App) => void) => use(app)),
    app: () => null,
    identify: vi.fn(),
    destroy: vi.fn(),
  };
  return { app, parts, api: createApi(parts) };
}

test("a queue from before the load runs in order", () => {
  const { api, app, parts } = harness();
  api.push(["identify", { name: "N" }], ["call", { video: false }]);
  expect(parts.identify).toHaveBeenCalledWith({ name: "N" });
  expect(app.call).toHaveBeenCalledWith({ video: false });
});

test.each([["toString"], ["push", ["call"]], ["__proto__"], ["constructor"], [1], []])(
  "%j in the queue does nothing",
  (...command) => {
    const { api, app } = harness();
    runCommand(api, command);
    runCommand(api, "call");
    expect(app.call).not.toHaveBeenCalled();
  },
);

test("commands that need a call do not load the app", () => {
  const { api, parts } = harness();
  api.end();
  api.minimize();
  api.expand();
  expect(parts.withApp).not.toHaveBeenCalled();
  expect(api.state).toBe(IDLE);
});
