/** What a person would see: the pixels of an element as the browser painted them. */
import type { Locator } from "@playwright/test";
import type { Colour } from "../people/faces.ts";

export interface Halves {
  readonly left: Colour | "other";
  readonly right: Colour | "other";
}

/** In the page: the colours in the middle of either half, away from what floats over the edges. */
function halvesOf(picture: CanvasImageSource, width: number, height: number): Halves {
  const names = new Map<string, Colour>([
    ["100", "red"],
    ["001", "blue"],
    ["010", "green"],
    ["110", "yellow"],
    ["101", "magenta"],
    ["011", "cyan"],
  ]);
  const context = new OffscreenCanvas(width, height).getContext("2d");
  if (!context) throw new Error("No canvas");
  context.drawImage(picture, 0, 0);
  const nameAt = (x: number): Halves["left"] => {
    const [r = 0, g = 0, b = 0] = context.getImageData(width * x, height * 0.45, 1, 1).data;
    return names.get([r, g, b].map((channel) => (channel > 110 ? "1" : "0")).join("")) ?? "other";
  };
  return { left: nameAt(0.25), right: nameAt(0.75) };
}

/** What the browser painted for a video, mirroring and whatever lies over it included. */
export async function paintedHalves(video: Locator): Promise<Halves> {
  const picture = (await video.screenshot({ animations: "allow" })).toString("base64");
  const read = await video.page().evaluateHandle(`(${halvesOf.toString()})`);
  return video.page().evaluate(
    async ([base64, halves]) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      return (halves as typeof halvesOf)(bitmap, bitmap.width, bitmap.height);
    },
    [picture, read] as const,
  );
}

/** What a video's own frame shows right now, however the page draws it; null = no frame yet. */
export async function frameHalves(video: Locator): Promise<Halves | null> {
  const read = await video.page().evaluateHandle(`(${halvesOf.toString()})`);
  return video.evaluate((element, halves) => {
    if (!(element instanceof HTMLVideoElement) || element.videoWidth === 0) return null;
    return (halves as typeof halvesOf)(element, element.videoWidth, element.videoHeight);
  }, read);
}

/** True while the video's own picture goes on moving; sampled by its presented frames. */
export const presentedFrames = (video: Locator): Promise<number> =>
  video.evaluate((element) => {
    if (!(element instanceof HTMLVideoElement)) throw new Error("Not a video element");
    return element.getVideoPlaybackQuality().totalVideoFrames;
  });
