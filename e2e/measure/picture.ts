/** What a person would see: the pixels of an element as the browser painted them. */
import type { Locator } from "@playwright/test";
import type { Colour } from "../people/faces.ts";

export interface Halves {
  readonly left: Colour | "other";
  readonly right: Colour | "other";
}

/**
 * The dominant colour of each half of a video as it is painted, mirroring included. Sampled in the
 * middle of the height, away from the controls that float over the edges.
 */
export async function paintedHalves(video: Locator): Promise<Halves> {
  const picture = (await video.screenshot({ animations: "allow" })).toString("base64");
  return video.page().evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("No canvas");
    context.drawImage(bitmap, 0, 0);
    const nameAt = (x: number): Halves["left"] => {
      const [r = 0, g = 0, b = 0] = context.getImageData(
        Math.round(bitmap.width * x),
        Math.round(bitmap.height * 0.45),
        1,
        1,
      ).data;
      const key = [r, g, b].map((channel) => (channel > 110 ? "1" : "0")).join("");
      switch (key) {
        case "100":
          return "red";
        case "001":
          return "blue";
        case "010":
          return "green";
        case "110":
          return "yellow";
        case "101":
          return "magenta";
        case "011":
          return "cyan";
        default:
          return "other";
      }
    };
    return { left: nameAt(0.25), right: nameAt(0.75) };
  }, picture);
}

/** True while the video's own picture goes on moving; sampled by its presented frames. */
export const presentedFrames = (video: Locator): Promise<number> =>
  video.evaluate((element) => {
    if (!(element instanceof HTMLVideoElement)) throw new Error("Not a video element");
    return element.getVideoPlaybackQuality().totalVideoFrames;
  });
