/** How long a picture stood still on somebody's screen, and whether words said why. */
import type { Page } from "@playwright/test";

interface Standstill {
  /** Longest time between two frames, in whole ms; what goes on now counts. */
  readonly longest: number;
  /** Longest time that the picture stood still while nothing was said, in whole ms. */
  readonly wordless: number;
  /** What was said meanwhile. */
  readonly words: readonly string[];
}
export type Picture = "remote-video" | "screen-video";

declare global {
  interface Window {
    knockStandstill?: Readonly<
      Record<string, { longest: number; wordless: number; words: string[] }>
    >;
  }
}

/** Starts watching pictures that move now. Frames are counted as they are shown, words every 50 ms. */
export async function watchPictures(page: Page, ...pictures: readonly Picture[]): Promise<void> {
  await page.evaluate((names) => {
    const watched: Record<string, { longest: number; wordless: number; words: string[] }> = {};
    const screen = document.querySelector("knock-knock")?.shadowRoot ?? document;
    for (const name of names) {
      const video = screen.querySelector<HTMLVideoElement>(`video[part~="${name}"]`);
      const status = screen.querySelector('[part~="status"]');
      if (!video || !status) throw new Error(`No ${name} on this page`);
      const seen = { longest: 0, wordless: 0, words: [] as string[] };
      watched[name] = seen;
      let since = performance.now();
      let spokeAt = since;
      const onFrame = (): void => {
        since = spokeAt = performance.now();
        video.requestVideoFrameCallback(onFrame);
      };
      video.requestVideoFrameCallback(onFrame);
      setInterval(() => {
        const now = performance.now();
        const text = status.querySelector("b")?.textContent ?? "";
        seen.longest = Math.max(seen.longest, Math.round(now - since));
        if (text !== "") {
          if (!seen.words.includes(text)) seen.words.push(text);
          spokeAt = now;
        } else seen.wordless = Math.max(seen.wordless, Math.round(now - spokeAt));
      }, 50);
    }
    window.knockStandstill = watched;
  }, pictures);
}

/** What was seen since `watchPictures`. */
export async function standstillOf(page: Page, picture: Picture): Promise<Standstill> {
  const seen = await page.evaluate((name) => window.knockStandstill?.[name], picture);
  if (!seen) throw new Error(`Nobody watches ${picture}`);
  return seen;
}
