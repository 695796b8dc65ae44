import { expect, test, vi } from "vitest";
import type { App } from "../handoff.ts";
import { type ApiParts, createApi, Emitter, idle, runCommand } from "./api.ts";

function harness() {
  const call = vi.fn<App["call"]>();
  const identify = vi.fn<ApiParts["identify"]>();
  const ifWanted = vi.fn<ApiParts["ifWanted"]>();
  const withApp = vi.fn<ApiParts["withApp"]>((use) => use({ call } as unknown as App));
  const api = createApi({
    emitter: new Emitter(),
    withApp,
    app: () => null,
    ifWanted,
    identify,
    destroy: vi.fn<ApiParts["destroy"]>(),
  });
  return { call, identify, ifWanted, withApp, api };
}

test("a queue from before the load runs in order", () => {
  const { api, call, identify } = harness();
  api.push(["identify", { name: "N" }], ["call", { video: false }]);
  expect(identify).toHaveBeenCalledWith({ name: "N" });
  expect(call).toHaveBeenCalledWith({ video: false });
});

test.each([["toString"], ["push", ["call"]], ["__proto__"], ["constructor"], [1], []])(
  "%j in the queue does nothing",
  (...command) => {
    const { api, call } = harness();
    runCommand(api, command);
    runCommand(api, "call");
    expect(call).not.toHaveBeenCalled();
  },
);

test("commands that need a call do not load the app", () => {
  const { api, ifWanted, withApp } = harness();
  api.push(["end"], ["minimize"], ["expand"]);
  expect(ifWanted).toHaveBeenCalledTimes(3);
  expect(withApp).not.toHaveBeenCalled();
  expect(api.state).toEqual(idle());
});
