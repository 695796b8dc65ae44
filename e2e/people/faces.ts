/**
 * What the fake cameras and microphones play, made once by ffmpeg and espeak-ng. Every face is a
 * picture whose left and right halves differ in colour, so that a test can tell whose it is and
 * whether it is mirrored; a bar moves across it, so that a frozen picture shows.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { isPortrait, portrait, type PortraitName } from "./portraits.ts";

export interface Face {
  readonly video: string;
  readonly speech: string;
}

export type Colour = "red" | "blue" | "green" | "yellow" | "magenta" | "cyan";

const RGB: Readonly<Record<Colour, readonly [number, number, number]>> = {
  red: [220, 20, 20],
  blue: [20, 20, 220],
  green: [20, 190, 20],
  yellow: [220, 210, 20],
  magenta: [210, 20, 210],
  cyan: [20, 210, 210],
};

/** Left half, right half. */
export const HALVES = {
  visitor: ["green", "yellow"],
  agent: ["red", "blue"],
  colleague: ["magenta", "cyan"],
} as const satisfies Record<string, readonly [Colour, Colour]>;
export type PlainFace = keyof typeof HALVES;

export type FaceName = PlainFace | PortraitName;

const SENTENCES: Readonly<Record<PlainFace, string>> = {
  visitor: "Good morning, my order number is four zero seven one, and I cannot pay for it.",
  agent: "Hello and welcome, let us look at your order together, one moment please.",
  colleague: "This is a second colleague speaking, I can take over from here.",
};

const FOLDER = join(import.meta.dirname, "../.fixtures");
const WIDTH = 640;
const HEIGHT = 480;
/**
 * Enough to see movement: the browsers of a call draw and code every frame in software. Chromium
 * takes the rate from a YUV4MPEG2 file; one of Motion JPEG it plays 30 times a second.
 */
export const FRAMES_PER_SECOND = 10;
const FRAMES = 40;
/** Of a portrait, which takes longer to draw and moves less. */
const PORTRAIT_FRAMES = 8;

export type Rgb = readonly [number, number, number];
/** The colour of one pixel; `progress` runs from 0 to 1 through the loop. */
export type Painter = (x: number, y: number, progress: number) => Rgb;

const halves =
  ([left, right]: readonly [Colour, Colour]): Painter =>
  (x, y, progress) => {
    if (y < 40 && Math.abs(x - progress * WIDTH) < 12) return [255, 255, 255];
    return RGB[x < WIDTH / 2 ? left : right];
  };

function frame(progress: number, paint: Painter): Buffer {
  const picture = Buffer.alloc(WIDTH * HEIGHT * 3);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      picture.set(paint(x, y, progress), (y * WIDTH + x) * 3);
    }
  }
  return picture;
}

async function makeVideo(file: string, frames: number, paint: Painter): Promise<void> {
  const input = `-f rawvideo -pix_fmt rgb24 -s ${String(WIDTH)}x${String(HEIGHT)} -r ${String(FRAMES_PER_SECOND)} -i -`;
  const output = "-pix_fmt yuv420p -f yuv4mpegpipe";
  const partial = `${file}.${String(process.pid)}`;
  const ffmpeg = spawn(
    "ffmpeg",
    [..."-y -loglevel error".split(" "), ...input.split(" "), ...output.split(" "), partial],
    {
      stdio: ["pipe", "inherit", "inherit"],
    },
  );
  const exit = once(ffmpeg, "exit");
  for (let index = 0; index < frames; index++) {
    if (!ffmpeg.stdin.write(frame(index / frames, paint))) await once(ffmpeg.stdin, "drain");
  }
  ffmpeg.stdin.end();
  await exit;
  if (ffmpeg.exitCode !== 0) throw new Error(`ffmpeg could not make ${file}`);
  renameSync(partial, file);
}

function makeSpeech(file: string, sentence: string): void {
  const partial = `${file}.${String(process.pid)}`;
  const spoken = spawnSync("espeak-ng", ["-s", "150", "-a", "190", "-w", partial, sentence]);
  if (spoken.status !== 0) throw new Error(`espeak-ng could not make ${file}`);
  renameSync(partial, file);
}

/** Makes what is missing; several workers may do so at once. */
export async function face(name: FaceName): Promise<Face> {
  mkdirSync(FOLDER, { recursive: true });
  const speaker = isPortrait(name) ? (name === "visitor-portrait" ? "visitor" : "agent") : name;
  const video = join(FOLDER, `${name}.y4m`);
  const speech = join(FOLDER, `${speaker}.wav`);
  if (!existsSync(video)) {
    await (isPortrait(name)
      ? makeVideo(video, PORTRAIT_FRAMES, portrait(name))
      : makeVideo(video, FRAMES, halves(HALVES[name])));
  }
  if (!existsSync(speech)) makeSpeech(speech, SENTENCES[speaker]);
  return { video, speech };
}
