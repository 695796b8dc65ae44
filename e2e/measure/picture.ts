/** What a person would see: the pixels of an element as the browser painted them. */
import type { Locator } from "@playwright/test";
import type { Colour } from "../people/faces.ts";

export interface Halves {
  readonly left: Colour | "other";
  readonly right: Colour | "other";
}

export type Rgb = readonly [number, number, number];

const NAMES: Readonly<Record<string, Colour>> = {
  "100": "red",
  "001": "blue",
  "010": "green",
  "110": "yellow",
  "101": "magenta",
  "011": "cyan",
};

const named = (rgb: Rgb): Halves["left"] =>
  NAMES[rgb.map((channel) => (channel > 110 ? "1" : "0")).join("")] ?? "other";
const namedBoth = ([left, right]: readonly [Rgb, Rgb]): Halves => ({
  left: named(left),
  right: named(right),
});

/** In the page: the colours in the middle of either half, away from what floats over the edges. */
function coloursOf(picture: CanvasImageSource, width: number, height: number): [Rgb, Rgb] {
  const context = new OffscreenCanvas(width, height).getContext("2d");
  if (!context) throw new Error("No canvas");
  context.drawImage(picture, 0, 0);
  const at = (x: number): Rgb => {
    const [r = 0, g = 0, b = 0] = context.getImageData(width * x, height * 0.45, 1, 1).data;
    return [r, g, b];
  };
  return [at(0.25), at(0.75)];
}

/** What the browser painted for a video, mirroring and whatever lies over it included. */
export async function paintedHalves(video: Locator): Promise<Halves> {
  const picture = (await video.screenshot({ animations: "allow" })).toString("base64");
  const read = await video.page().evaluateHandle(`(${coloursOf.toString()})`);
  return namedBoth(
    await video.page().evaluate(
      async ([base64, colours]) => {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        return (colours as typeof coloursOf)(bitmap, bitmap.width, bitmap.height);
      },
      [picture, read] as const,
    ),
  );
}

/** What a video's own frame shows right now, however the page draws it; null = no frame yet. */
async function frameColours(video: Locator): Promise<[Rgb, Rgb] | null> {
  const read = await video.page().evaluateHandle(`(${coloursOf.toString()})`);
  return video.evaluate((element, colours) => {
    if (!(element instanceof HTMLVideoElement) || element.videoWidth === 0) return null;
    return (colours as typeof coloursOf)(element, element.videoWidth, element.videoHeight);
  }, read);
}

export async function frameHalves(video: Locator): Promise<Halves | null> {
  const colours = await frameColours(video);
  return colours && namedBoth(colours);
}

/** The largest difference of two colours in a channel, of 255. */
export const difference = (one: Rgb, other: Rgb): number =>
  Math.max(...one.map((channel, index) => Math.abs(channel - (other[index] ?? 0))));

/** The colour of a frame that is the same on both sides; null when it is not, or there is none. */
export async function plainColour(video: Locator): Promise<Rgb | null> {
  const colours = await frameColours(video);
  return colours && difference(...colours) < 12 ? colours[0] : null;
}

/** How many frames the video has shown so far; 0 where no new one comes within a second. */
export const presentedFrames = (video: Locator): Promise<number> =>
  video.evaluate((element) => {
    if (!(element instanceof HTMLVideoElement)) throw new Error("Not a video element");
    return new Promise<number>((resolve) => {
      setTimeout(resolve, 1000, 0);
      element.requestVideoFrameCallback((_, metadata) => {
        resolve(metadata.presentedFrames);
      });
    });
  });
