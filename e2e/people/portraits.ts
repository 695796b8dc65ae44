/** Drawn people for the pictures in the documentation. Nobody is meant. */
import type { Painter, Rgb } from "./faces.ts";

interface Looks {
  readonly backdrop: string;
  readonly light: string;
  readonly hair: string;
  readonly skin: string;
  readonly eyes: string;
  readonly clothes: string;
  /** How far down the hair reaches beside the face, in lines. */
  readonly hairTo: number;
}

const LOOKS = {
  "visitor-portrait": {
    backdrop: "#a48f7b",
    light: "#f3dfc2",
    hair: "#2b2019",
    skin: "#c98d69",
    eyes: "#3a2618",
    clothes: "#8a3a44",
    hairTo: 330,
  },
  "agent-portrait": {
    backdrop: "#4d6f68",
    light: "#cfe6d8",
    hair: "#5a3526",
    skin: "#e6b591",
    eyes: "#2f5a52",
    clothes: "#27586a",
    hairTo: 205,
  },
} as const satisfies Record<string, Looks>;
export type PortraitName = keyof typeof LOOKS;
export const isPortrait = (name: string): name is PortraitName => name in LOOKS;

const hex = (colour: string): Rgb => {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
};
const clamp = (value: number): number => Math.min(1, Math.max(0, value));
const mix = (under: Rgb, over: Rgb, share: number): Rgb => [
  under[0] + (over[0] - under[0]) * share,
  under[1] + (over[1] - under[1]) * share,
  under[2] + (over[2] - under[2]) * share,
];
const shade = ([r, g, b]: Rgb, by: number): Rgb => [r * by, g * by, b * by];

/** How much of a pixel an ellipse covers; `soft` = width of its edge in pixels. */
const covers = (dx: number, dy: number, rx: number, ry: number, soft = 1): number =>
  clamp(0.5 - ((Math.hypot(dx / rx, dy / ry) - 1) * Math.min(rx, ry)) / soft);

/** 640 × 480. The head sways. */
export function portrait(name: PortraitName): Painter {
  const looks = LOOKS[name];
  const backdrop = hex(looks.backdrop);
  const light = hex(looks.light);
  const hair = hex(looks.hair);
  const skin = hex(looks.skin);
  const clothes = hex(looks.clothes);
  const eyes = hex(looks.eyes);
  const long = looks.hairTo > 300;
  /** Where the hair is parted. */
  const parting = long ? -16 : 8;
  return (x, y, progress) => {
    const turn = Math.sin(progress * 2 * Math.PI);
    const cx = 320 + 7 * turn;
    const cy = 222 + 2 * Math.cos(progress * 4 * Math.PI);
    const dx = x - cx;
    const dy = y - cy;
    // The room: a window's light from the left, out of focus.
    let colour = shade(backdrop, 1.08 - y / 1300 - Math.abs(x - 210) / 1500);
    colour = mix(colour, light, 0.5 * covers(x - 70, y - 110, 95, 150, 120));
    colour = mix(colour, light, 0.16 * covers(x - 560, y - 90, 60, 60, 50));
    // Hair behind, shoulders, neck.
    if (long) colour = mix(colour, shade(hair, 0.82), covers(dx, dy - 30, 124, 150, 2));
    colour = mix(colour, shade(clothes, 1.12 - x / 2200), covers(x - 320, y - 560, 250, 190, 2));
    colour = mix(colour, shade(clothes, 0.74), covers(x - 320, y - 384, 80, 46, 3));
    colour = mix(colour, shade(skin, 0.78), covers(dx * 0.9, y - 352, 50, 62, 3));
    // Ears, then the face, lit from the left.
    for (const side of [-1, 1]) {
      colour = mix(colour, shade(skin, 0.84), covers(dx - side * 92, dy - 18, 14, 24, 2));
    }
    const face = shade(skin, 1.07 - (dx + 90) / 1100 - clamp((dy - 30) / 420) * 0.25);
    colour = mix(colour, face, covers(dx, dy - 8, 92, dy > 0 ? 122 : 116, 2));
    for (const side of [-1, 1]) {
      const blush = mix(skin, [222, 92, 84], 0.5);
      colour = mix(colour, blush, 0.35 * covers(dx - side * 52, dy - 46, 24, 16, 22));
    }
    // Nose and mouth, which smiles.
    colour = mix(colour, shade(skin, 0.8), 0.7 * covers(dx - 3 - 2 * turn, dy - 40, 9, 6, 6));
    const smile = dy - 70 + (dx * dx) / 190;
    const lips = clamp(1.5 - Math.abs(smile + 2) / 3.2) * clamp((36 - Math.abs(dx)) / 3);
    colour = mix(colour, mix(shade(skin, 0.6), [150, 50, 52], 0.55), 0.9 * clamp(lips));
    // Eyes and brows.
    for (const side of [-1, 1]) {
      const ex = dx - side * 36 - 2 * turn;
      const ey = dy + 2;
      // Of a ball that the upper lid covers, as where somebody smiles.
      const eye = covers(ex, ey - 1.5, 14, 8.6, 1.5) * clamp((ey + 4.5 - (ex * ex) / 90) / 1.5);
      colour = mix(colour, [246, 243, 238], eye);
      colour = mix(colour, eyes, Math.min(eye, covers(ex - turn, ey - 2, 7.5, 7.5, 1.5)));
      colour = mix(colour, [255, 255, 255], Math.min(eye, covers(ex - turn + 2, ey, 1.8, 1.8, 1)));
      const lid = clamp(1.3 - Math.abs(ey + 4.5 - (ex * ex) / 90) / 1.6);
      colour = mix(colour, shade(skin, 0.45), 0.8 * lid * clamp((15 - Math.abs(ex)) / 3));
      const brow = dy + 25 - (ex * ex) / 110 - 0.08 * side * ex;
      const drawn = clamp(1.4 - Math.abs(brow) / 2.6) * clamp((20 - Math.abs(ex)) / 3);
      colour = mix(colour, shade(hair, 1.05), 0.85 * clamp(drawn));
    }
    // The hair: a cap that the face is cut out of, and a sheen.
    const cap =
      covers(dx, dy + 22, 104, 114, 2) *
      (y < looks.hairTo ? 1 : clamp((looks.hairTo + 14 - y) / 14));
    const forehead = covers(dx + parting, dy - 34, 88, 96, 3);
    const strands = shade(hair, 1 + 0.35 * covers(dx + 40, dy + 78, 54, 26, 40));
    return mix(colour, strands, cap * (1 - forehead));
  };
}
