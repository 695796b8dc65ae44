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

test("on a narrow path the camera's limit changes now and then, so that the browser tries for more", async () => {
  const { air, clock } = await inCall();
  const limits: (number | undefined)[] = [];
  for (const connection of air.connections) {
    const sender = connection.transceivers[1]?.sender;
    if (sender === undefined) throw new Error("No camera sender");
    sender.setParameters = (parameters) => {
      const [first]: RTCRtpEncodingParameters[] = parameters?.encodings ?? [];
      limits.push(first?.maxBitrate);
      return Promise.resolve();
    };
    const now = () => ({ timestamp: clock.now() });
    connection.getStats = () =>
      Promise.resolve(
        new Map<string, object>([
          ["p", { id: "p", type: "candidate-pair", selected: true, availableOutgoingBitrate: 3e5 }],
          [
            "c",
            { id: "c", type: "outbound-rtp", packetsSent: 9, qualityLimitationReason: "bandwidth" },
          ],
          ["r", { id: "r", type: "remote-inbound-rtp", localId: "c", fractionLost: 0, ...now() }],
        ]),
      );
  }
  await clock.advance(2_000);
  await vi.dynamicImportSettled();
  // The camera's beginning, which has the path tried as well, is over after six seconds.
  await clock.advance(8_000);
  limits.length = 0;
  await clock.advance(8_000);
  expect(new Set(limits).size).toBeGreaterThan(1);
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
