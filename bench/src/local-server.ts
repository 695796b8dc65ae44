import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import { Service, until, type Places } from "@knockknock/lab";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PORT = 4810;
const run = promisify(execFile);

export interface LocalServer {
  readonly service: Service;
  readonly origin: string;
  readonly places: Places;
}

/** The server as `npm start` runs it, on a data directory of its own, ready when this returns. */
export async function startLocalServer(directory: string): Promise<LocalServer> {
  await run(process.execPath, [path.join(ROOT, "scripts/build.mjs")]);
  const data = path.join(directory, "data");
  await mkdir(data);
  const owner = { email: "owner@bench.example", password: randomUUID() };
  const service = new Service(
    "server",
    process.execPath,
    [path.join(ROOT, "packages/server/dist/main.js")],
    {
      cwd: ROOT,
      log: path.join(directory, "server.log"),
      env: {
        PATH: process.env["PATH"],
        PORT: String(PORT),
        KNOCK_DATA_DIR: data,
        KNOCK_OWNER_EMAIL: owner.email,
        KNOCK_OWNER_PASSWORD: owner.password,
      },
    },
  );
  const origin = `http://localhost:${PORT}`;
  const isReady = () =>
    fetch(`${origin}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
  await until("the server is ready", isReady, 20_000);
  const places = {
    console: `${origin}/console/`,
    website: `http://localhost:${PORT + 1}/`,
    ...owner,
  };
  return { service, origin, places };
}
