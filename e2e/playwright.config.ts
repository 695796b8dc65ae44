import { defineConfig } from "@playwright/test";

/** What `.ci/run` plays and `npm test` does not, so that it ends within 15 minutes on two cores. */
const LATER =
  "scenarios/{C4,C6,N2,N5,V17,accessible,commands,console,devices,ending,identity,on-top,phone,team}.spec.ts";

export default defineConfig({
  testDir: ".",
  outputDir: "../test-results/e2e",
  // One call is two browsers, a server and two encoders, which keep two cores busy by themselves: two
  // at once take twice as long each (19 scenarios: 119 s, one by one 129 s), and waits run out.
  workers: Number(process.env["KNOCK_TEST_WORKERS"] ?? 1),
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  projects: [
    { name: "chromium", testMatch: "scenarios/**/*.spec.ts", testIgnore: LATER },
    { name: "chromium-later", testMatch: LATER },
    { name: "engine", testMatch: "engine/**/*.spec.ts" },
    { name: "continuity", testMatch: "continuity/**/*.spec.ts" },
    // The same scenarios, one side in Firefox and the other in Chromium.
    {
      name: "firefox-visitor",
      testMatch: "scenarios/**/*.spec.ts",
      metadata: { visitor: "firefox" },
    },
    {
      name: "firefox-agent",
      testMatch: "scenarios/**/*.spec.ts",
      // The team's: no calls of visitors', and by BiDi Playwright can neither replace what an address
      // field holds nor see a socket. The others are about the visitor's page, for the time they take.
      testIgnore: "scenarios/{C6,bubble,commands,on-top,phone,team}.spec.ts",
      metadata: { agent: "firefox" },
    },
    {
      name: "firefox-continuity",
      testMatch: "continuity/**/*.spec.ts",
      metadata: { visitor: "firefox" },
    },
    // One company and one agent for all pages: one after the other.
    { name: "hostile", testMatch: "hostile/**/*.spec.ts", fullyParallel: false },
    // Every state of both galleries: in the hardest view, and in all others.
    {
      name: "gallery",
      testMatch: "gallery/{narrowest,focus,room,sayings}.spec.ts",
      timeout: 600_000,
    },
    { name: "looks", testMatch: "gallery/views.spec.ts", timeout: 600_000 },
    { name: "patience", testMatch: "patience/**/*.spec.ts" },
    { name: "screenshots", testMatch: "screenshots/**/*.spec.ts" },
  ],
});
