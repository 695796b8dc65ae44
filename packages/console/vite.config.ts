import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const compress = promisify(brotliCompress);
const COMPRESSIBLE = /\.(?:css|html|js|svg|webmanifest)$/;

/** Writes a `.br` beside every text file, so that the server sends them without compressing. */
const brotliBeside = (): Plugin => {
  let directory = "";
  return {
    name: "brotli-beside",
    apply: "build",
    configResolved: (config) => {
      directory = join(config.root, config.build.outDir);
    },
    closeBundle: async () => {
      const files = await readdir(directory, { recursive: true });
      await Promise.all(
        files
          .filter((file) => COMPRESSIBLE.test(file))
          .map(async (file) => {
            const text = await readFile(join(directory, file));
            const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
            await writeFile(join(directory, `${file}.br`), await compress(text, { params }));
          }),
      );
    },
  };
};

export default defineConfig({
  root: import.meta.dirname,
  base: "/console/",
  plugins: [brotliBeside()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: ["chrome111", "firefox115", "safari16.4"],
    // Every asset is a file of its own: the page's policy knows no data: scripts or styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: "licenses.md" },
  },
});
