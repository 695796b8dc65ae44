import { afterEach, expect, test, vi } from "vitest";
import { onNetwork } from "./network.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

test("another kind of network counts, another guess at its speed does not", () => {
  const connection = Object.assign(new EventTarget(), { type: "wifi" });
  vi.stubGlobal("navigator", { connection });
  const seen: string[] = [];
  const stop = onNetwork(() => seen.push(connection.type));
  const become = (type: string): void => {
    connection.type = type;
    connection.dispatchEvent(new Event("change"));
  };
  for (const type of ["wifi", "none", "cellular", "cellular", "wifi"]) become(type);
  expect(seen).toEqual(["cellular", "wifi"]);
  stop();
  become("cellular");
  expect(seen).toHaveLength(2);
});

test("a network that is back counts, also where the browser tells nothing of its kind", () => {
  const page = new EventTarget();
  vi.stubGlobal("navigator", {});
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
  const came = vi.fn<() => void>();
  const stop = onNetwork(came);
  page.dispatchEvent(new Event("online"));
  stop();
  page.dispatchEvent(new Event("online"));
  expect(came).toHaveBeenCalledTimes(1);
});
