/** Relative luminance (WCAG 2.2) of an `#rrggbb` colour, 0 to 1. */
export function luminance(colour: string): number {
  const channel = (from: number): number => {
    const value = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

/** Contrast ratio (WCAG 2.2) of two `#rrggbb` colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const INK = "#171512";
const PAPER = "#ffffff";

/** The text colour for a surface in `accent`; at least 4.5 : 1 (WCAG 2.2, 1.4.3) on any colour. */
export function onAccent(accent: string): string {
  if (contrast(accent, INK) >= 4.5) return INK;
  // In a narrow band of middle tones (luminance 0.18 to 0.21) only pure black reaches 4.5.
  return contrast(accent, PAPER) >= 4.5 ? PAPER : "#000000";
}
