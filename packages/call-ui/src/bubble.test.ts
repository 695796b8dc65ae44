import { expect, test } from "vitest";
import { cornerByKey, nearestCorner, tabMemory } from "./bubble.ts";

test("a dropped bubble goes to the nearest corner", () => {
  expect(nearestCorner(10, 10, 1000, 800)).toBe("top-left");
  expect(nearestCorner(900, 10, 1000, 800)).toBe("top-right");
  expect(nearestCorner(10, 700, 1000, 800)).toBe("bottom-left");
  expect(nearestCorner(501, 401, 1000, 800)).toBe("bottom-right");
});

test("arrow keys lead from corner to corner and stop at the edge", () => {
  expect(cornerByKey("bottom-right", "ArrowLeft")).toBe("bottom-left");
  expect(cornerByKey("bottom-right", "ArrowUp")).toBe("top-right");
  expect(cornerByKey("bottom-right", "ArrowRight")).toBe("bottom-right");
  expect(cornerByKey("top-left", "ArrowDown")).toBe("bottom-left");
});

test("what a tab remembers is checked", () => {
  const storage = new Map([["key", "middle"]]);
  const memory = tabMemory(
    {
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, value) => storage.set(key, value),
    },
    "key",
  );
  expect(memory.get()).toBeNull();
  memory.set("top-left");
  expect(memory.get()).toBe("top-left");
});
