import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{packages/*,demo-site,lab,bench,scripts}/**/*.test.ts?(x)"],
    exclude: ["**/node_modules/**", "**/dist/**"],
  },
});
