import { beforeAll, expect, test, vi } from "vitest";
import type { FakeClock } from "./testing/fake-clock.ts";
import type { FakeAir } from "./testing/fake-connection.ts";
import { FakeStream } from "./testing/fake-media.ts";
import { inCall } from "./testing/stage.ts";

beforeAll(() => {
  vi.stubGlobal("MediaStream", FakeStream);
});

/** From now on the peers report heavy loss, anew each time they are asked. */
function lose(air: FakeAir, clock: FakeClock): void {
  for (const connection of air.connections) {
    connection.getStats = () => {
      const sound = { id: "s", type: "outbound-rtp", packetsSent: 100 };
      const report = { id: "r", type: "remote-inbound-rtp", localId: "s", fractionLost: 0.3 };
      return Promise.resolve(
        new Map<string, object>([
          ["s", sound],
          ["r", { ...report, timestamp: clock.now() }],
        ]),
      );
    };
  }
}

test("does not say that it sends the camera that a weak network has no room for", async () => {
  const { air, caller, clock } = await inCall();
  lose(air, clock);
  await clock.advance(2_000);
  // The code that measures is loaded by the first sample.
  await vi.dynamicImportSettled();
  await clock.advance(16_000);
  expect(caller.notices.value.map(({ code }) => code)).toContain("camera_paused_by_network");
  expect(caller.local.value.camera).toBe("on");
  expect(caller.sending.value).toEqual({ audio: true, video: false, screen: false });
});

test("gives nothing up for what was reported before and in a cut", async () => {
  const { air, answerer, caller, clock } = await inCall();
  lose(air, clock);
  await clock.advance(2_000);
  await vi.dynamicImportSettled();
  await clock.advance(2_000);
  air.open = false;
  await clock.advance(20_000);
  expect(answerer.phase.value).toBe("reconnecting");
  const codes = caller.notices.value.map(({ code }) => code);
  expect(codes.filter((code) => code.endsWith("_by_network"))).toEqual([]);
});
