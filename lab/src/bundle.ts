import { mkdtemp, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { build, type Rolldown } from "vite";
import { PEERS } from "./peers.ts";

/**
 * Bundles a few lines that use a compared product, with the tool and the settings that bundle
 * ours: Vite, minified, for the same browsers.
 */
export async function bundle(source: string): Promise<string> {
  const folder = await mkdtemp(path.join(PEERS, "entry-"));
  try {
    const entry = path.join(folder, "entry.js");
    await writeFile(entry, source);
    const result = await build({
      root: folder,
      configFile: false,
      logLevel: "error",
      build: {
        write: false,
        minify: true,
        target: "es2022",
        lib: { entry, formats: ["es"], fileName: "entry" },
      },
    });
    const outputs = (Array.isArray(result) ? result : [result]) as Rolldown.RolldownOutput[];
    return outputs
      .flatMap(({ output }) => output)
      .map((part) => (part.type === "chunk" ? part.code : ""))
      .join("\n");
  } finally {
    await rm(folder, { recursive: true });
  }
}
