import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{packages/*,demo-site,lab,bench,scripts}/**/*.test.ts?(x)"],
    // Passwords are hashed slowly on purpose, and the machine may be busy: what hangs is still found.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    globalSetup: ["packages/server/src/testing/postgres-server.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
  },
});
