import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { minify } from "terser";
import { build, defineConfig, type Plugin } from "vite";

const DIST = join(import.meta.dirname, "dist");
const TARGET = "es2022";

/**
 * Two builds from one command. The app: hashed ES modules in `dist/assets`. Then the loader:
 * `dist/loader.js`, one classic script that knows the app's hashed name, and `call-window.js` for
 * the page of a call in its own window. The server sends them as `/widget/…` and `/widget.js`.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // The same schemas on a smaller interpreter: 6 KB less before the first frame.
  resolve: { alias: { "zod/mini": "@knockknock/protocol/in-page" } },
  // What signals do for their developer tools, which look into no visitor's page.
  define: { "window.__PREACT_SIGNALS_DEVTOOLS__": "undefined", "typeof window": '"object"' },
  plugins: [oneLateFile(), minifiedAgain(), loadedAgain(), loaderAfterwards()],
  build: {
    outDir: DIST,
    emptyOutDir: true,
    target: TARGET,
    // For older ones Lightning CSS writes a `light-dark()` of its own, which nothing here uses.
    cssTarget: ["chrome123", "firefox121", "safari17.5"],
    // As a library: an application's `import()` would wait for styles, which the chunks do not have.
    lib: { entry: join(import.meta.dirname, "src/app.tsx"), formats: ["es"] },
    rollupOptions: {
      // The late chunks share the app's own code: one file is one round trip.
      preserveEntrySignatures: "allow-extension",
      output: {
        // The app names some twenty files; large letters are rare in code and cost more in brotli.
        hashCharacters: "base36",
        entryFileNames: "assets/app-[hash:6].js",
        // The size gate tells other languages by this name: an English call never loads them.
        chunkFileNames: ({ facadeModuleId }) =>
          facadeModuleId?.includes("/src/words/")
            ? "assets/words-[name]-[hash:6].js"
            : facadeModuleId?.includes("/src/guides/")
              ? "assets/words-[name]-guide-[hash:6].js"
              : "assets/[name]-[hash:6].js",
      },
    },
  },
});

/**
 * Terser after Oxc's minifier: 1.4 % less in brotli, 0.6 kB of it before the first frame. What it
 * does to booleans, conditions, statements and constants is shorter, but compresses worse.
 */
function minifiedAgain(): Plugin {
  return {
    name: "knockknock-minified-again",
    enforce: "post",
    apply: "build",
    async generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== "chunk") continue;
        const options = {
          module: true,
          ecma: 2022,
          compress: {
            passes: 3,
            booleans: false,
            conditionals: false,
            sequences: false,
            lhs_constants: false,
            keep_fargs: false,
            // Nothing here is called with `new` but classes.
            unsafe_arrows: true,
          },
        } as const;
        // What it has written itself it makes smaller still, twice over.
        for (let run = 0; run < 3; run++) {
          output.code = (await minify(output.code, options)).code ?? output.code;
        }
      }
    },
  };
}

/** The engine's late parts come with the widget's own: two files are 0.2 kB more. */
function oneLateFile(): Plugin {
  return {
    name: "knockknock-one-late-file",
    apply: "build",
    enforce: "pre",
    resolveId(source, importer, { kind }) {
      const engines = kind === "dynamic-import" && importer?.includes("/call-engine/src/");
      return engines && /^\.{1,2}\/late\.ts$/.test(source)
        ? join(import.meta.dirname, "src/late.ts")
        : null;
    },
  };
}

/**
 * A browser may remember for good that a module could not be loaded (Firefox does, Chromium does
 * not): whoever asks for a chunk once more, later in the call, asks by an address of its own.
 */
function loadedAgain(): Plugin {
  const asked = /\bimport\(("\.\/[\w-]+\.js")\)/g;
  return {
    name: "knockknock-loaded-again",
    enforce: "post",
    apply: "build",
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type !== "chunk" || output.dynamicImports.length === 0) continue;
        const code = output.code.replace(asked, "$load($1)");
        if (code === output.code || code.includes("import(") || output.code.includes("$load")) {
          throw new Error(`${output.fileName} loads chunks in a way that is not known here.`);
        }
        // A function of its own is 0.1 kB less than the same words at each of the places.
        output.code = `const $load=u=>import(u).catch(()=>import(u+"?"+Date.now()));${code}`;
      }
    },
  };
}

/** Builds the loader when the app's name is known, then compresses everything. */
function loaderAfterwards(): Plugin {
  let appFile = "";
  return {
    name: "knockknock-loader",
    apply: "build",
    writeBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === "chunk");
      // What the small interpreter does not know is built into a call of nothing.
      const broken = chunks.find(({ code }) => code.includes("(void 0)("));
      if (broken) throw new Error(`${broken.fileName} calls an export that does not exist.`);
      const entry = chunks.find(({ isEntry }) => isEntry);
      if (!entry) throw new Error("The app build left no entry chunk.");
      appFile = entry.fileName;
    },
    async closeBundle() {
      if (appFile === "") return;
      await script("loader.ts", "loader.js", { __APP_URL__: JSON.stringify(`widget/${appFile}`) });
      await script("call-window.ts", "call-window.js", {});
      compress();
    },
  };
}

/** One classic script, without imports. */
const script = (entry: string, file: string, define: Record<string, string>) =>
  build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: "warn",
    define,
    plugins: [minifiedAgain()],
    build: {
      outDir: DIST,
      emptyOutDir: false,
      target: TARGET,
      lib: {
        entry: join(import.meta.dirname, "src", entry),
        formats: ["iife"],
        name: "knockKnockLoader",
        fileName: () => file,
      },
    },
  });

/** Leaves a `.br` beside each script, so that the server never compresses while it answers. */
function compress(): void {
  for (const file of readdirSync(DIST, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".js")) continue;
    const path = join(DIST, file);
    const content = readFileSync(path);
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    };
    writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
  }
}
