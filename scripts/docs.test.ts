/** Every relative link in the documentation leads to a file that exists. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];

const linksOf = (page: string): string[] =>
  [...readFileSync(join(root, page), "utf8").matchAll(/\]\(([^)\s]+)\)/g)].flatMap(
    ([, target = ""]) => (/^(?:[a-z]+:|#)/.test(target) ? [] : [target.replace(/#.*$/, "")]),
  );

describe.each(pages)("%s", (page) => {
  it("links only to files that exist", () => {
    const broken = linksOf(page).filter((link) => !existsSync(join(root, dirname(page), link)));
    expect(broken).toEqual([]);
  });
});

it("docs/call-flow.md walks all eight steps with links into the code", () => {
  const flow = readFileSync(join(root, "docs/call-flow.md"), "utf8");
  for (const step of ["①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧"]) expect(flow).toContain(`## ${step}`);
  expect(linksOf("docs/call-flow.md").length).toBeGreaterThan(16);
});

it.each(["deploy/Caddyfile", "docs/self-hosting.md"])("the proxy of %s keeps /metrics", (file) => {
  expect(readFileSync(join(root, file), "utf8")).toMatch(/^\trespond \/metrics 404$/m);
});

it("docs/embedding.md names every attribute of the tag and every command that the loader knows", () => {
  const read = (file: string) => readFileSync(join(root, file), "utf8");
  const loader = read("packages/widget/src/loader.ts");
  const attributes = [...loader.matchAll(/dataset\["(\w+)"\]/g)].map(([, name]) => `data-${name}`);
  const commands = /COMMANDS = \/\^\(([\w|]+)\)\$\//.exec(
    read("packages/widget/src/loader/api.ts"),
  );
  const names = (commands?.[1] ?? "").split("|").map((name) => `\`${name}(`);
  expect([attributes.length > 3, names.length > 5]).toEqual([true, true]);
  const page = read("docs/embedding.md");
  const named = (text: string) => page.includes(text);
  expect([...attributes, ...names].filter((text) => !named(text))).toEqual([]);
});
