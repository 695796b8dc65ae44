/**
 * What the fake cameras and microphones play, made once by ffmpeg and espeak-ng. Every face is a
 * picture whose left and right halves differ in colour, so that a test can tell whose it is and
 * whether it is mirrored; a bar moves across it, so that a frozen picture shows.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";

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
export type FaceName = keyof typeof HALVES;

const SENTENCES: Readonly<Record<FaceName, string>> = {
  visitor: "Good morning, my order number is four zero seven one, and I cannot pay for it.",
  agent: "Hello and welcome, let us look at your order together, one moment please.",
  colleague: "This is a second colleague speaking, I can take over from here.",
};

const FOLDER = join(import.meta.dirname, "../.fixtures");
const WIDTH = 640;
const HEIGHT = 480;
const FRAMES_PER_SECOND = 20;
const FRAMES = 80;

function frame(index: number, [left, right]: readonly [Colour, Colour]): Buffer {
  const picture = Buffer.alloc(WIDTH * HEIGHT * 3);
  const bar = Math.round((index / FRAMES) * WIDTH);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const half = RGB[x < WIDTH / 2 ? left : right];
      const isBar = y < 40 && Math.abs(x - bar) < 12;
      picture.set(isBar ? [255, 255, 255] : half, (y * WIDTH + x) * 3);
    }
  }
  return picture;
}

async function makeVideo(file: string, halves: readonly [Colour, Colour]): Promise<void> {
  const input = `-f rawvideo -pix_fmt rgb24 -s ${String(WIDTH)}x${String(HEIGHT)} -r ${String(FRAMES_PER_SECOND)} -i -`;
  const output = "-c:v mjpeg -q:v 3 -pix_fmt yuvj420p -f mjpeg";
  const partial = `${file}.${String(process.pid)}`;
  const ffmpeg = spawn(
    "ffmpeg",
    [..."-y -loglevel error".split(" "), ...input.split(" "), ...output.split(" "), partial],
    {
      stdio: ["pipe", "inherit", "inherit"],
    },
  );
  const exit = once(ffmpeg, "exit");
  for (let index = 0; index < FRAMES; index++) {
    if (!ffmpeg.stdin.write(frame(index, halves))) await once(ffmpeg.stdin, "drain");
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
  const made = { video: join(FOLDER, `${name}.mjpeg`), speech: join(FOLDER, `${name}.wav`) };
  if (!existsSync(made.video)) await makeVideo(made.video, HALVES[name]);
  if (!existsSync(made.speech)) makeSpeech(made.speech, SENTENCES[name]);
  return made;
}
