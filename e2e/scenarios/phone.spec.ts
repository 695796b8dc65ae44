import { paintedHalves } from "../measure/picture.ts";
import { connectionsMade, liveCaptures, sentDevices } from "../measure/received.ts";
import { firefoxLacks } from "../people/engines.ts";
import { HALVES } from "../people/faces.ts";
import { expect, scenario } from "../scenario.ts";

const PHONE = { phone: true, viewport: { width: 390, height: 780 } };
const [left, right] = HALVES.visitor;
const MIRRORED = { left: right, right: left };

scenario(
  "V9 V3 · a phone flips to the rear camera, which is never mirrored, and back",
  async ({ inCall }) => {
    firefoxLacks("visitor", "the emulation of a phone's touch screen");
    const { visitor, agent } = await inCall(PHONE);
    const self = visitor.part("local-video");
    await expect.poll(() => paintedHalves(self)).toEqual(MIRRORED);
    await visitor.press("Flip camera");
    await expect.poll(() => paintedHalves(self)).toEqual({ left, right });
    await agent.sees("visitor");
    await expect.poll(() => liveCaptures(visitor.page)).toEqual(["audio", "video"]);
    await visitor.press("Flip camera");
    await expect.poll(() => paintedHalves(self)).toEqual(MIRRORED);
    expect(await connectionsMade(visitor.page)).toBe(1);
  },
);

scenario(
  "V9 · two cameras that do not say which way they face are flipped all the same",
  async ({ inCall }) => {
    firefoxLacks("visitor", "the emulation of a phone's touch screen");
    const { visitor, agent } = await inCall({ ...PHONE, cameras: 2 });
    const self = visitor.part("local-video");
    const mirrored = () => self.evaluate((video) => getComputedStyle(video).transform !== "none");
    const sent = async () => (await sentDevices(visitor.page)).video;
    await expect.poll(sent).toBe("fake_device_0");
    for (const [device, isMirrored] of [
      ["fake_device_1", false],
      ["fake_device_0", true],
    ] as const) {
      await visitor.press("Flip camera");
      await expect.poll(sent).toBe(device);
      await expect.poll(mirrored).toBe(isMirrored);
      expect(await liveCaptures(visitor.page)).toEqual(["audio", "video"]);
    }
    // Chromium's second fake gives depth (Y16), of which nothing can be sent: only the first shows.
    await agent.receivesFrames("camera");
    await expect(visitor.root.getByText("The other camera did not start")).toBeHidden();
  },
);

scenario("V9 · when the flip fails, the old camera comes back", async ({ inCall }) => {
  firefoxLacks("visitor", "the emulation of a phone's touch screen");
  const { visitor, agent } = await inCall(PHONE);
  await visitor.page.evaluate(() => {
    window.knockProbe.rearCameraBroken = true;
  });
  await visitor.press("Flip camera");
  await agent.sees("visitor");
  await visitor.sends("audio", "video");
  await expect.poll(() => paintedHalves(visitor.part("local-video"))).toEqual(MIRRORED);
});

scenario(
  "X · a call fits a screen of 320 pixels, with every control reachable",
  async ({ inCall }) => {
    const { visitor } = await inCall({ phone: true, viewport: { width: 320, height: 640 } });
    await visitor.wake();
    for (const name of ["Mute microphone", "Turn camera off", "Minimize", "End call", "Settings"]) {
      const box = await visitor.button(name).boundingBox();
      if (!box) throw new Error(`“${name}” is not drawn`);
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(320);
      expect(box.y + box.height).toBeLessThanOrEqual(640);
    }
  },
);
