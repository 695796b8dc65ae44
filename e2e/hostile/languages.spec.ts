/** The widget speaks the page's language, loads that one only, and mirrors itself for Arabic. */
import { expect } from "@playwright/test";
import { PLAIN } from "./hosts.ts";
import { onStage, type Stage } from "./stage.ts";

const visits = async ({ visitor, website }: Stage, language: string, attributes = "") => {
  website.shows(PLAIN, { language, attributes });
  const files: string[] = [];
  const note = (request: { url(): string }) => files.push(new URL(request.url()).pathname);
  visitor.page.on("request", note);
  await visitor.page.goto(`${website.origin}/`);
  await expect(visitor.part("launcher")).toBeVisible();
  return {
    /** Codes of the catalogues that were loaded. */
    loaded: () => {
      visitor.page.off("request", note);
      return files.flatMap((path) => /\/words-([a-z]+)-/.exec(path)?.[1] ?? []);
    },
  };
};

const leaves = async ({ agent, visitor }: Stage, cancel: string) => {
  await visitor.button(cancel).click();
  await visitor.reaches("ended");
  await agent.reaches("idle", "ended");
};

onStage("X · a German page has a German widget and loads no other language", async ({ stage }) => {
  const page = await visits(stage, "de-AT");
  await stage.visitor.button("Videoanruf").click();
  await expect(stage.visitor.button("Abbrechen")).toBeVisible();
  await expect(stage.visitor.part("panel")).toHaveAttribute("lang", "de");
  await leaves(stage, "Abbrechen");
  expect(page.loaded()).toEqual(["de"]);
});

onStage("X · an Arabic page has a mirrored widget", async ({ stage }, info) => {
  const page = await visits(stage, "ar");
  const { agent, visitor } = stage;
  await visitor.button("مكالمة فيديو").click();
  await expect(visitor.part("panel")).toHaveCSS("direction", "rtl");
  await agent.accepts();
  await visitor.reaches("connected");
  await visitor.wake();
  const mute = await visitor.button("كتم الميكروفون").boundingBox();
  const end = await visitor.button("إنهاء المكالمة").boundingBox();
  // The bar runs from right to left: the first button is right of the last one.
  expect(mute?.x).toBeGreaterThan(end?.x ?? Infinity);
  await visitor.page.screenshot({ path: info.outputPath("arabic.png") });
  await visitor.button("إنهاء المكالمة").click();
  await visitor.reaches("ended");
  await agent.reaches("ended", "idle");
  expect(page.loaded()).toEqual(["ar"]);
});

onStage("X · the script's own language wins over the page's", async ({ stage }) => {
  await visits(stage, "de", ' data-language="pt-BR"');
  await expect(stage.visitor.button("Videochamada")).toBeVisible();
});

onStage("X · a language that cannot be loaded leaves an English call", async ({ stage }) => {
  const { visitor } = stage;
  await visitor.page.route("**/words-fr-*", (route) => route.abort());
  await visits(stage, "fr");
  await visitor.button("Appel vidéo").click();
  await leaves(stage, "Cancel");
  await visitor.page.unroute("**/words-fr-*");
});

onStage(
  "X · an app that does not load is told in the page's language; the next click gets it",
  async ({ stage }) => {
    const { visitor } = stage;
    await visitor.page.route("**/assets/app-*", (route) => route.abort());
    await visits(stage, "de");
    // Told with the words: somebody is there.
    await expect(visitor.root.locator(".dot")).toBeVisible();
    await visitor.button("Videoanruf").click();
    await expect(visitor.root.getByRole("alert")).toHaveText(
      "Der Anruf ließ sich nicht laden. Versuchen Sie es noch einmal.",
    );
    await visitor.page.unroute("**/assets/app-*");
    await visitor.button("Videoanruf").click();
    await expect(visitor.root.getByRole("alert")).toHaveCount(0);
    await leaves(stage, "Abbrechen");
  },
);
