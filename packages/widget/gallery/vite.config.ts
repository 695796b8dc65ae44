import { defineConfig } from "vite";

/** Every state of the visitor's call over made-up data: `npm run gallery -w @knockknock/widget`. */
export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  server: { host: "127.0.0.1", port: 4400, strictPort: true },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
