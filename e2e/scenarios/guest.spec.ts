import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { LONG_TASK_MS, tasksWith } from "../measure/main-thread.ts";
import { liveCaptures } from "../measure/received.ts";
import { firefoxLacks } from "../people/engines.ts";
import { expect, scenario } from "../scenario.ts";

/** Another website, on an origin of its own. */
async function openWebsite(html: string): Promise<{ url: string; close: () => void }> {
  const server: Server = createServer((_request, response) => {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(html);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${String(port)}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const widgetLoaded = (page: Page) =>
  expect(page.locator("knock-knock")).toHaveAttribute("data-phase", "idle");

scenario(
  "I · before the click: no socket, no cookie, no storage, no layout shift",
  async ({ company, visitorComes }) => {
    const visitor = await visitorComes();
    // The page before asks for its settings when it is idle: that may be only now.
    await visitor.page.goto("about:blank");
    const sockets: string[] = [];
    const requests: string[] = [];
    const reports: string[] = [];
    visitor.page.on("websocket", (socket) => sockets.push(socket.url()));
    visitor.page.on("request", (request) => {
      if (request.url().startsWith(company.url)) requests.push(new URL(request.url()).pathname);
    });
    visitor.page.on("console", (message) => {
      if (message.type() === "error") reports.push(message.text());
    });
    await visitor.page.addInitScript(() => {
      const seen = { shift: 0 };
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          seen.shift += (entry as PerformanceEntry & { value: number }).value;
        }
      }).observe({ entryTypes: ["layout-shift"] });
      Reflect.set(window, "knockSeen", seen);
    });
    await visitor.visits("/bikes");
    await widgetLoaded(visitor.page);
    await expect(visitor.part("launcher")).toBeVisible();
    await visitor.page.waitForLoadState("networkidle");

    expect(sockets).toEqual([]);
    expect(requests.toSorted()).toEqual(["/api/v1/sites/demo", "/widget.js"]);
    expect(await visitor.page.context().cookies()).toEqual([]);
    expect(await visitor.page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual(
      [0, 0],
    );
    expect(await visitor.page.evaluate(() => Reflect.get(window, "knockSeen") as unknown)).toEqual({
      shift: 0,
    });
    expect(reports).toEqual([]);
  },
);

scenario("I · the loader is no long task of the page", async ({ company, visitorComes }) => {
  firefoxLacks("visitor", "a trace of the main thread");
  const visitor = await visitorComes();
  const { page } = visitor;
  await page.goto("about:blank");
  const tasks = () =>
    tasksWith("/widget.js", page, async () => {
      await visitor.visits("/bikes");
      await widgetLoaded(page);
      await page.waitForLoadState("networkidle");
    });
  const own = await tasks();
  expect(own.length).toBeGreaterThan(0);
  expect(Math.max(...own)).toBeLessThan(LONG_TASK_MS);

  // The same script with work added shows that such a task would be seen.
  await page.route(`${company.url}/widget.js`, async (route) => {
    const answer = await route.fetch();
    const work = `for (const until = performance.now() + 1000; performance.now() < until;);`;
    await route.fulfill({ response: answer, body: `${await answer.text()}\n${work}` });
  });
  expect(Math.max(...(await tasks()))).toBeGreaterThan(LONG_TASK_MS);
});

scenario("I · a second inclusion does nothing", async ({ company, visitorComes }) => {
  const visitor = await visitorComes();
  await widgetLoaded(visitor.page);
  await visitor.page.evaluate(
    (source) =>
      new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = source;
        script.dataset["site"] = "demo";
        script.addEventListener("load", resolve);
        script.addEventListener("error", reject);
        document.head.append(script);
      }),
    `${company.url}/widget.js?again`,
  );
  await expect(visitor.page.locator("knock-knock")).toHaveCount(1);
  await visitor.knocks();
  await expect(visitor.root).toHaveAttribute("data-view", "expanded");
});

scenario(
  "I · the JS API works before the script has loaded, and destroy leaves no trace",
  async ({ company, agent, visitorComes }) => {
    const visitor = await visitorComes();
    await visitor.page.addInitScript(() => {
      const phases: unknown[] = [];
      Reflect.set(window, "knockPhases", phases);
      window.addEventListener("knockknock:phase", (event) => {
        phases.push((event as CustomEvent<unknown>).detail);
      });
      const queue: unknown[][] = [["call"]];
      Reflect.set(window, "KnockKnock", queue);
    });
    await visitor.visits("/about");
    await agent.accepts();
    await visitor.reaches("connected");
    expect(
      await visitor.page.evaluate(() => (Reflect.get(window, "knockPhases") as unknown[]).length),
    ).toBeGreaterThan(1);
    const kept = () =>
      visitor.page.evaluate(() => [...Object.keys(sessionStorage), ...Object.keys(localStorage)]);
    const settings = await visitor.openSettings();
    await settings.getByRole("slider", { name: "Volume" }).press("ArrowDown");
    await visitor.page.keyboard.press("Escape");
    await visitor.press("Minimize");
    await visitor.part("bubble").press("ArrowUp");
    await expect.poll(kept).toContain("knockknock:devices");
    await expect.poll(kept).toContain("knockknock:corner");
    await visitor.commands("destroy");
    await expect(visitor.page.locator("knock-knock")).toHaveCount(0);
    await agent.reaches("ended", "idle");
    expect(await kept()).toEqual([]);
    expect(company.url).not.toBe(company.website);
  },
);

/** Holds the call app back on its way: `api` is used meanwhile, `arrives` lets it through. */
async function slowApp(page: Page) {
  const held: (() => void)[] = [];
  await page.route("**/app-*.js*", async (route) => {
    await new Promise<void>((resolve) => held.push(resolve));
    await route.continue();
  });
  const knocks: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/knock")) knocks.push(request.method());
  });
  return {
    knocks,
    api: (...commands: readonly [name: string, argument?: object][]): Promise<void> =>
      page.evaluate((given) => {
        const api = Reflect.get(window, "KnockKnock") as Record<
          string,
          (argument?: object) => void
        >;
        for (const [name, argument] of given) api[name]?.(argument);
      }, commands),
    arrives: async (): Promise<void> => {
      await expect.poll(() => held.length).toBe(1);
      const answered = page.waitForResponse(/\/app-[^/]*\.js/);
      held.at(-1)?.();
      await answered;
    },
  };
}

scenario(
  "I · destroy counts while the app is still on its way: nobody is rung",
  async ({ visitorComes }) => {
    const visitor = await visitorComes();
    const { page } = visitor;
    const { api, arrives, knocks } = await slowApp(page);
    await widgetLoaded(page);
    await api(["call"], ["destroy"]);
    await arrives();
    await expect(page.locator("knock-knock")).toHaveCount(0);
    await visitor.visits("/");
    expect(knocks).toEqual([]);
  },
);

scenario(
  "I · end counts while the app is still on its way: only the next call rings",
  async ({ agent, visitorComes }) => {
    const visitor = await visitorComes();
    const { api, arrives, knocks } = await slowApp(visitor.page);
    await widgetLoaded(visitor.page);
    await api(["call"], ["end"]);
    await arrives();
    // Were the first one still wanted, this would only bring it to the front, with its camera.
    await api(["call", { video: false }]);
    await visitor.reaches("ringing");
    await agent.accepts();
    await visitor.reaches("connected");
    await visitor.sends("audio");
    expect(await liveCaptures(visitor.page)).toEqual(["audio"]);
    expect(knocks).toHaveLength(1);
  },
);

scenario(
  "X · a hostile page's CSS neither hides the widget nor changes it",
  async ({ visitorComes }) => {
    const visitor = await visitorComes();
    await widgetLoaded(visitor.page);
    const size = async () => {
      const box = await visitor.part("launcher").boundingBox();
      if (!box) throw new Error("The button is not drawn");
      return [Math.round(box.width), Math.round(box.height)];
    };
    const before = await size();
    await visitor.page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        `* { font: 40px serif !important; padding: 30px !important; letter-spacing: 9px !important;
           transform: rotate(3deg); }
       button { display: none !important; background: lime !important; border: 9px solid !important; }
       body { position: relative; z-index: 2147483647; line-height: 4 !important; }`,
      );
      document.adoptedStyleSheets.push(sheet);
    });
    await expect(visitor.button("Video call")).toBeVisible();
    expect(await size()).toEqual(before);
    await visitor.knocks();
    await expect(visitor.root).toHaveAttribute("data-view", "expanded");
  },
);

scenario(
  "another website that uses the public key is refused, in words for its owner and its visitor",
  async ({ company, visitorComes }) => {
    const thief = await openWebsite(
      `<!doctype html><title>Elsewhere</title><h1>Elsewhere</h1>` +
        `<script async src="${company.url}/widget.js" data-site="demo"></script>`,
    );
    const visitor = await visitorComes();
    const warnings: string[] = [];
    visitor.page.on("console", (message) => {
      if (message.type() === "warning") warnings.push(message.text());
    });
    await visitor.page.addInitScript(() => {
      window.addEventListener("knockknock:error", (event) => {
        Reflect.set(window, "knockProblem", (event as CustomEvent<unknown>).detail);
      });
    });
    await visitor.page.goto(thief.url);
    await visitor.press("Video call");
    await visitor.reaches("ended");
    const { origin } = new URL(thief.url);
    const told = `The site "demo" may not be used on ${origin}. Add the origin`;
    const problem = await visitor.page.evaluate(
      () => Reflect.get(window, "knockProblem") as unknown,
    );
    const message = expect.stringContaining(told) as unknown;
    expect(problem).toEqual({ code: "forbidden_origin", message });
    expect(warnings).toContainEqual(expect.stringContaining(told));
    const heading = visitor.root.getByRole("heading", { name: "Something went wrong on our side" });
    await expect(heading).toBeVisible();
    thief.close();
  },
);
