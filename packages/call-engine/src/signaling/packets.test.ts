import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ask, greet, leave, parse } from "./packets.ts";

describe("packets", () => {
  it.each([
    [
      '0{"sid":"a","pingInterval":10000,"pingTimeout":7000}',
      { type: "open", sid: "a", silenceMs: 17_000 },
    ],
    ["2", { type: "ping" }],
    ["1", { type: "close" }],
    ['40/agent,{"sid":"b"}', { type: "welcome" }],
    ["41/agent,", { type: "dismissed" }],
    ['42/agent,["desk",{"a":1}]', { type: "event", event: "desk", payload: { a: 1 } }],
    ['42/agent,12["desk"]', { type: "event", event: "desk", payload: undefined }],
    ['43/agent,7[{"ok":true}]', { type: "ack", id: 7, payload: { ok: true } }],
    [
      '44/agent,{"message":"no","data":{"code":"x"}}',
      { type: "refused", message: "no", data: { code: "x" } },
    ],
  ])("%s", (frame, packet) => {
    expect(parse(frame, "/agent")).toEqual(packet);
  });

  it.each([
    ["another namespace", '42/visitor,["desk"]'],
    ["a longer namespace", '42/agents,["desk"]'],
    ["the default namespace", '42["desk"]'],
    ["an acknowledgement of nothing", "43/agent,[1]"],
    ["an event without a name", "42/agent,[1]"],
    ["binary", '451-/agent,["desk",{"_placeholder":true,"num":0}]'],
    ["broken JSON", '42/agent,["desk"'],
    ["a welcome without a session", "0{}"],
    ["nothing", ""],
  ])("leaves out %s", (_what, frame) => {
    expect(parse(frame, "/agent")).toBeNull();
  });

  it("never throws", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom("", "0", "4", "42/agent,", "43/agent,1"),
        (rest, head) => {
          expect(() => parse(head + rest, "/agent")).not.toThrow();
        },
      ),
    );
  });

  it("writes what the protocol asks for", () => {
    expect(greet("/agent", { ticket: "t" })).toBe('40/agent,{"ticket":"t"}');
    expect(ask("/agent", 3, "join", { a: 1 })).toBe('42/agent,3["join",{"a":1}]');
    expect(leave("/agent")).toBe("41/agent,");
  });
});
