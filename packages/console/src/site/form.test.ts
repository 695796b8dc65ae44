import type { SiteSettings } from "@knockknock/protocol";
import { expect, test } from "vitest";
import { formOf, requestOf } from "./form.ts";

const site: SiteSettings = {
  id: "site-0001",
  key: "demo",
  name: "Shop",
  accent: "#f4b000",
  position: "bottom-right",
  allowedOrigins: ["https://www.example.com"],
  fixedOrigins: [],
  relayOnly: false,
  excludedPaths: ["/checkout"],
  timings: { ringMs: 30_000, queueMs: 60_000, connectMs: 15_000, absentMs: 15_000 },
};
const { id: _id, key: _key, fixedOrigins: _fixed, ...unchanged } = site;

test("what was not touched is saved as it was", () => {
  expect(requestOf(formOf(site))).toEqual({ request: unchanged });
});

test("a pasted address counts by its origin, once", () => {
  const origins = " https://www.example.com/shop?x=1 \n\nwww.example.com\nhttp://localhost:8080/\n";
  expect(requestOf({ ...formOf(site), origins })).toMatchObject({
    request: { allowedOrigins: ["https://www.example.com", "http://localhost:8080"] },
  });
});

test.each(["ftp://example.com", "https://", "not a website", "javascript://x"])(
  "“%s” is named as no website",
  (line) => {
    const form = { ...formOf(site), origins: `https://example.com\n${line}` };
    expect(requestOf(form)).toEqual({ problem: { field: "origins", line } });
  },
);

test("a path without its slash is named", () => {
  const form = { ...formOf(site), excludedPaths: "/checkout\nadmin" };
  expect(requestOf(form)).toEqual({ problem: { field: "excludedPaths", line: "admin" } });
});
