import { randomUUID } from "node:crypto";
import { copyFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "@playwright/test";
import { ringTime, type Call, type CallMaker } from "./call.ts";
import { startFront } from "./front.ts";
import type { Lab } from "./lab.ts";
import type { Person } from "./people.ts";
import { RESULTS } from "./report.ts";
import { inside, run, runInside, Service, until } from "./shell.ts";
import {
  CALLS_ADDRESS,
  CALLS_NAME,
  SERVER,
  SHOP_ADDRESS,
  SHOP_NAME,
} from "./topology/addresses.ts";
import { TURN_SECRET, TURN_URLS } from "./turn.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const MAIN = path.join(ROOT, "packages/server/dist/main.js");
const PORT = 4800;
const DEMO_PORT = 4801;
const CONSOLE = `https://${CALLS_NAME}/console/`;
const SHOP = `https://${SHOP_NAME}/`;

/** The console and the widget, by the names that `contract.md` of the project promises. */
export const onVisitor = (page: Page) => page.locator("knock-knock");
export const onAgent = (page: Page) => page.locator("[data-phase]");
export const phaseOf = (root: Locator) => root.getAttribute("data-phase");

/** Our calls, with the agent's camera opened by *Accept*, or while it rings. */
export interface ProductCalls extends CallMaker {
  readonly cameraReady: CallMaker;
}

export interface Product extends ProductCalls {
  /** Where it is, and the owner's way in. */
  readonly places: Places;
  /** Ends the server without a goodbye, as a power cut does. */
  killServer(): Promise<void>;
  /** How many sockets the running server counts, of visitors and agents together. */
  sockets(): Promise<number>;
  /** Starts it again on the same data and waits until it is ready. */
  startServer(): Promise<void>;
  /** The owner's choice for the website's calls from now on. */
  setRelayOnly(relayOnly: boolean): void;
}

export const isProduct = (calls: CallMaker): calls is Product => "killServer" in calls;

/** Starts Knock Knock behind TLS in its namespace and signs the agent in. */
export async function startProduct(
  lab: Lab,
  onClose: (step: () => Promise<unknown>) => void,
): Promise<Product> {
  await run(process.execPath, [path.join(ROOT, "scripts/build.mjs")]);
  const owner = { email: "owner@lab.example", password: randomUUID() };
  const data = path.join(lab.directory, "data");
  await Promise.all([mkdir(data), mkdir(RESULTS, { recursive: true })]);
  const env = {
    PATH: process.env["PATH"],
    PORT: String(PORT),
    PUBLIC_URL: `https://${CALLS_NAME}`,
    KNOCK_DATA_DIR: data,
    KNOCK_OWNER_EMAIL: owner.email,
    KNOCK_OWNER_PASSWORD: owner.password,
    KNOCK_TURN_URLS: TURN_URLS.join(","),
    KNOCK_TURN_SECRET: TURN_SECRET,
    KNOCK_DEMO_PORT: String(DEMO_PORT),
    KNOCK_DEMO_ORIGINS: new URL(SHOP).origin,
  };
  const log = path.join(lab.directory, "server.log");
  let server: Service | undefined;
  const startServer = async () => {
    const started = new Service("server", "ip", inside(SERVER.namespace, process.execPath, MAIN), {
      env,
      cwd: ROOT,
      log,
    });
    server = started;
    await until("the server is ready", () => ready(started, log), 20_000);
  };
  const killServer = async () => server?.stop("SIGKILL");
  onClose(() => copyFile(log, path.join(RESULTS, "server.log")));
  onClose(async () => server?.stop());

  startFront(lab, onClose, [
    [CALLS_ADDRESS, PORT],
    [SHOP_ADDRESS, DEMO_PORT],
  ]);
  await startServer();
  const places = { console: CONSOLE, website: SHOP, ...owner };
  // In the database itself: the server reads a website's settings there at every knock.
  const setRelayOnly = (relayOnly: boolean) => {
    const database = new DatabaseSync(path.join(data, "knockknock.sqlite"));
    database.prepare("update site set relayOnly = ?").run(Number(relayOnly));
    database.close();
  };
  const calls = await productCalls(lab.agent, places);
  const sockets = async () => {
    const lines = (await askServer("/metrics")).split("\n");
    const counts = lines.filter((line) => line.startsWith("knockknock_sockets{"));
    return counts.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
  };
  return { ...calls, places, sockets, killServer, startServer, setRelayOnly };
}

/** Where a running server is, and who may sign in there. */
export interface Places {
  readonly console: string;
  readonly website: string;
  readonly email: string;
  readonly password: string;
}

/** Signs the agent in; the calls are then made as people make them, by the screens' own words. */
export async function productCalls(agent: Person, places: Places): Promise<ProductCalls> {
  const desk = await signIn(agent, places);
  const calls = (name: string, ready: boolean): CallMaker => ({
    name,
    prepare: (visitor) => prepare(visitor, desk, places, ready),
  });
  return {
    ...calls("Knock Knock", false),
    cameraReady: calls("Knock Knock, agent’s camera ready", true),
  };
}

async function ready(server: Service, log: string): Promise<boolean> {
  if (!server.running) throw new Error(`The server stopped:\n${(await run("cat", [log])).stdout}`);
  return await askServer("/readyz").then(
    () => true,
    () => false,
  );
}

/** What the server answers to somebody on its own machine. */
async function askServer(route: string): Promise<string> {
  const ask = `const answer = await fetch("http://127.0.0.1:${PORT}${route}");
    process.stdout.write(await answer.text());
    process.exitCode = answer.ok ? 0 : 1;`;
  const args = ["--input-type=module", "-e", ask];
  return (await runInside(SERVER.namespace, process.execPath, args)).stdout;
}

async function signIn(agent: Person, places: Places): Promise<Page> {
  const { page } = await agent.fresh();
  await page.goto(places.console);
  await page.getByRole("textbox", { name: "Email" }).fill(places.email);
  await page.getByRole("textbox", { name: "Password" }).fill(places.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("switch", { name: "Available" }).waitFor();
  return page;
}

async function prepare(visitor: Person, desk: Page, places: Places, cameraReady: boolean) {
  await desk.goto(places.console);
  const available = desk.getByRole("switch", { name: "Available" });
  // Disabled until the server has told the desk's state, and again until a change is confirmed.
  await until("the desk is told", () => available.isEnabled(), 10_000);
  if (!(await available.isChecked())) await available.click();
  await until("the agent is available", () => available.isChecked(), 10_000);
  await desk.getByRole("checkbox", { name: /^Camera ready/ }).setChecked(cameraReady);
  const { context, page } = await visitor.fresh();
  const launcher = onVisitor(page).getByRole("button", { name: "Video call", exact: true });
  try {
    await page.goto(places.website);
    await launcher.waitFor();
  } catch (error) {
    await context.close();
    throw error;
  }
  const accept = desk
    .getByRole("alertdialog", { name: "Incoming video call" })
    .getByRole("button", { name: "Accept", exact: true });
  return {
    visitor: page,
    agent: desk,
    async ring(): Promise<number> {
      await launcher.click();
      await accept.waitFor();
      return await ringTime(page, desk);
    },
    async accept(): Promise<Call> {
      await accept.click();
      const startedAt = await desk.evaluate(() => window.knockLab.clickedAt);
      return { startedAt, visitor: page, agent: desk };
    },
    async end(): Promise<void> {
      // A visitor who stays would keep the agent in the call, whatever comes next.
      try {
        await hangUp(page, desk);
      } finally {
        await context.close();
      }
    },
  };
}

const isFree = async (desk: Page): Promise<boolean> => {
  const phase = await phaseOf(onAgent(desk));
  return phase === "idle" || phase === "ended";
};

/** How long a hang-up may take to reach the other side. */
const HEARD_MS = 2000;

/**
 * By the visitor; by the agent only where the visitor has no call any more or is not heard, so that
 * it is known who ended it. And again until it is over: leaves the agent free for the next one.
 * (The keyboard reaches the control bar even while it hides from a pointer at rest.)
 */
async function hangUp(visitor: Page, desk: Page): Promise<void> {
  await until(
    "the agent is free",
    async () => {
      for (const root of [onVisitor(visitor), onAgent(desk)]) {
        if (await isFree(desk)) return true;
        const button = root.getByRole("button", { name: /^(End call|Cancel)$/ }).first();
        // The call may end by itself between the question and the key.
        if (await button.isVisible()) {
          await button.press("Enter", { timeout: 3000 }).catch(() => undefined);
          await until("it is heard", () => isFree(desk), HEARD_MS).catch(() => undefined);
        }
      }
      return await isFree(desk);
    },
    20_000,
  );
}
