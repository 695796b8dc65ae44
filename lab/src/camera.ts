import { writeFile } from "node:fs/promises";
import path from "node:path";

const WIDTH = 160;
const HEIGHT = 120;
const FRAMES_PER_S = 5;

/**
 * A camera so small that two processors can code and decode the pictures of forty of them: a
 * YUV4MPEG2 file, 160 × 120, five different grey frames a second. Answers Chromium's switch for it.
 */
export async function smallCamera(directory: string): Promise<string> {
  const frame = (grey: number) =>
    Buffer.concat([
      Buffer.from("FRAME\n"),
      Buffer.alloc(WIDTH * HEIGHT, grey),
      Buffer.alloc((WIDTH * HEIGHT) / 2, 128),
    ]);
  const header = `YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_PER_S}:1 Ip A1:1 C420jpeg\n`;
  const frames = [40, 80, 120, 160, 200].map(frame);
  const file = path.join(directory, "camera.y4m");
  await writeFile(file, Buffer.concat([Buffer.from(header), ...frames]));
  return `--use-file-for-fake-video-capture=${file}`;
}
