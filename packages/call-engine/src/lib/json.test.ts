import * as fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { toJson } from "./json.ts";

afterEach(() => {
  Reflect.deleteProperty(Array.prototype, "toJSON");
  Reflect.deleteProperty(Object.prototype, "toJSON");
});

test("writes what JSON.stringify writes", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(toJson(value)).toBe(JSON.stringify(value));
    }),
  );
  expect(toJson({ a: undefined, b: [undefined] })).toBe('{"b":[null]}');
});

test("lists stay lists on a page that gave them a toJSON", () => {
  for (const prototype of [Array.prototype, Object.prototype]) {
    Object.defineProperty(prototype, "toJSON", { value: () => "a text", configurable: true });
  }
  expect(toJson({ list: [1, "two", { three: [] }] })).toBe('{"list":[1,"two",{"three":[]}]}');
});
