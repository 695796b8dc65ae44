import type { BrowserContextOptions } from "@playwright/test";

/** One way of looking at a screen. */
export interface View {
  readonly name: string;
  readonly options: BrowserContextOptions;
  readonly language?: string;
  readonly accent?: string;
  /** How large a target must be, in CSS pixels: a thumb needs 44, a mouse 24 (WCAG 2.2, 2.5.8). */
  readonly target: 24 | 44;
}

const phone = { hasTouch: true, isMobile: true } as const;

const view = (
  name: string,
  [width, height]: readonly [number, number],
  more: Partial<View> & { readonly options?: BrowserContextOptions } = {},
): View => ({
  target: more.options?.hasTouch === true ? 44 : 24,
  ...more,
  name,
  options: { viewport: { width, height }, ...more.options },
});

/** The narrowest phone, in the language that runs from right to left: what breaks, breaks here. */
export const HARDEST = view("320 × 640, right to left, dark", [320, 640], {
  language: "ar",
  accent: "#5b21b6",
  options: { ...phone, colorScheme: "dark" },
});

export const VIEWS: readonly View[] = [
  view("320 × 640", [320, 640], { options: phone }),
  view("390 × 844", [390, 844], { options: phone }),
  view("740 × 360", [740, 360], { options: phone }),
  view("390 × 844, German", [390, 844], { language: "de", options: phone }),
  view("1280 × 800", [1280, 800]),
  view("1280 × 800, right to left", [1280, 800], { language: "ar" }),
  view("1280 × 800, dark", [1280, 800], { accent: "#1f7a48", options: { colorScheme: "dark" } }),
  view("1280 × 800, forced colours", [1280, 800], { options: { forcedColors: "active" } }),
  // 1280 × 800 at 200 %: half as many CSS pixels.
  view("640 × 400, zoomed", [640, 400]),
  view("3840 × 2160", [3840, 2160]),
];
