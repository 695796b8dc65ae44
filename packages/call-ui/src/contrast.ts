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

/** The text colour for a surface in `accent`; at least 4.5 : 1 (WCAG 2.2, 1.4.3) on any colour. */
export function onAccent(accent: string): string {
  const light = luminance(accent);
  // Ink reaches 4.5 from luminance 0.21 up, white up to 0.183; between them only pure black does.
  return light > 0.21 ? "#171512" : light > 0.18 ? "#000" : "#fff";
}
