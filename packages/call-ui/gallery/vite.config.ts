import { defineConfig } from "vite";

/** Every state of every part, drawn from fake calls: `npm run gallery -w @knockknock/call-ui`. */
export default defineConfig({
  root: import.meta.dirname,
  server: { host: "127.0.0.1", port: 4400, strictPort: true },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
