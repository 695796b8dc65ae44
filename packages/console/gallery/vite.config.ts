import { defineConfig } from "vite";

/** Every state of the console over made-up data: `npm run gallery -w @knockknock/console`. */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  publicDir: "../public",
  server: { host: "127.0.0.1", port: 4500, strictPort: true },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
