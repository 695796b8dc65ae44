import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { RESULTS } from "./report.ts";

/**
 * What single calls told, written after each one: so that hundreds of them may be interrupted and
 * gone on with, or be made in several sittings.
 */
export class Kept<T> {
  readonly #file: string;
  readonly #all: T[];

  private constructor(file: string, all: T[]) {
    this.#file = file;
    this.#all = all;
  }

  /** @param resume false: what an earlier run has left is forgotten */
  static async open<T>(scenario: string, resume: boolean): Promise<Kept<T>> {
    await mkdir(RESULTS, { recursive: true });
    const file = path.join(RESULTS, `${scenario}-runs.json`);
    const text = resume ? await readFile(file, "utf8").catch(() => "[]") : "[]";
    return new Kept(file, JSON.parse(text) as T[]);
  }

  where(matches: (one: T) => boolean): readonly T[] {
    return this.#all.filter(matches);
  }

  async add(one: T): Promise<void> {
    this.#all.push(one);
    await writeFile(this.#file, `${JSON.stringify(this.#all, null, 1)}\n`);
  }
}
