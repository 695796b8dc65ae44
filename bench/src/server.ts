import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { PROTOCOL_VERSION, SOCKET_PATH } from "@knockknock/protocol";
import { pause, percentile, type Report, type Row, type Service } from "@knockknock/lab";
import { io, type Socket } from "socket.io-client";
import { startLocalServer } from "./local-server.ts";

/** Time for the server to give back what starting and connecting cost. */
const SETTLE_MS = 8000;
const BATCH = 100;
const PROBES = 2000;

/** Resident set in KiB. */
async function residentKib(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN);
}

const connect = (origin: string, website: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = io(`${origin}/visitor`, {
      path: SOCKET_PATH,
      transports: ["websocket"],
      forceNew: true,
      reconnection: false,
      auth: { v: PROTOCOL_VERSION, site: "demo" },
      extraHeaders: { origin: new URL(website).origin },
    });
    socket.once("connect", () => resolve(socket));
    socket.once("connect_error", reject);
  });

/** From sending a command to its ack, in ms. A refused join passes every gate but the last. */
async function ackTime(socket: Socket): Promise<number> {
  const request = { callId: "bench-none", ticket: "none", lastSeq: 0, fresh: true };
  const from = performance.now();
  await socket.timeout(5000).emitWithAck("join", request);
  return performance.now() - from;
}

/**
 * What the idle server holds in memory, what each idle visitor's socket adds, and how fast it
 * answers while they are all connected. The clients run in this process, not in the server's.
 */
export async function server({ sockets: count }: { sockets: number }): Promise<Report> {
  const directory = await mkdtemp(path.join(os.tmpdir(), "knock-bench-"));
  const sockets: Socket[] = [];
  let service: Service | undefined;
  try {
    const local = await startLocalServer(directory);
    const { origin, places } = local;
    service = local.service;
    await pause(SETTLE_MS);
    const idle = await residentKib(service.pid);
    while (sockets.length < count) {
      const batch = Array.from({ length: Math.min(BATCH, count - sockets.length) }, () =>
        connect(origin, places.website),
      );
      sockets.push(...(await Promise.all(batch)));
    }
    await pause(SETTLE_MS);
    const full = await residentKib(service.pid);
    const times: number[] = [];
    for (let i = 0; i < PROBES; i++) {
      const socket = sockets[(i * 7919) % sockets.length];
      if (socket !== undefined) times.push(await ackTime(socket));
    }
    const tenths = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10);
    const rows: Row[] = [
      { what: "idle, resident MiB", measured: tenths(idle / 1024) },
      { what: `per idle socket (${count}), KiB`, measured: tenths((full - idle) / count) },
      { what: "command to ack p50, ms", measured: tenths(percentile(times, 0.5)) },
      { what: "command to ack p99, ms", measured: tenths(percentile(times, 0.99)) },
    ];
    return { scenario: "server", subject: `${count} sockets`, rows, failures: [] };
  } finally {
    for (const socket of sockets) socket.disconnect();
    await service?.stop();
    await rm(directory, { recursive: true });
  }
}
