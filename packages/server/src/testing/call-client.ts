/** One socket of the call server under test: what it was told, and what it asks. */
import { randomUUID } from "node:crypto";
import type {
  Ack,
  CallUpdate,
  CallView,
  DeskState,
  RingEnded,
  SignalIn,
  VisitorIncoming,
} from "@knockknock/protocol";
import type { Socket } from "socket.io-client";

/** Longest that a test waits for a message; real time, reached only when a test fails. */
const PATIENCE_MS = 4_000;

interface Received {
  update: CallUpdate;
  desk: DeskState;
  ring_ended: RingEnded;
  signal: SignalIn;
  incoming: VisitorIncoming;
  replaced: { callId: string };
  signed_out: undefined;
}

export class Client {
  readonly socket: Socket;
  private readonly received: { event: string; value: unknown }[] = [];
  private readonly waiting = new Set<() => void>();

  constructor(socket: Socket) {
    this.socket = socket;
    socket.onAny((event: string, value: unknown) => {
      this.received.push({ event, value });
      for (const look of this.waiting) look();
    });
  }

  /** The first message of this kind that fits, already here or still to come. */
  async got<E extends keyof Received>(
    event: E,
    fits: (value: Received[E]) => boolean = () => true,
  ): Promise<Received[E]> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.all(event).find(fits);
        if (found === undefined && !this.has(event, fits)) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(found as Received[E]);
      };
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        const last = JSON.stringify(this.all(event).at(-1))?.slice(0, 600);
        reject(new Error(`no such "${event}" came; the last one was ${last}`));
      }, PATIENCE_MS);
      this.waiting.add(look);
      look();
    });
  }

  all<E extends keyof Received>(event: E): Received[E][] {
    return this.received.flatMap((item) =>
      item.event === event ? [item.value as Received[E]] : [],
    );
  }

  phase(name: CallView["phase"]["name"]): Promise<CallUpdate> {
    return this.got("update", ({ call }) => call.phase.name === name);
  }

  /** Resolves when the server has closed this socket. */
  async gone(): Promise<void> {
    if (!this.socket.connected) return;
    await new Promise((resolve) => this.socket.once("disconnect", resolve));
  }

  async end(): Promise<CallView["phase"]> {
    return (await this.phase("ended")).call.phase;
  }

  async ask(event: string, payload: unknown): Promise<Ack<unknown>> {
    return (await this.socket.timeout(PATIENCE_MS).emitWithAck(event, payload)) as Ack<unknown>;
  }

  command(callId: string, command: object, key: string = newKey()): Promise<Ack<unknown>> {
    return this.ask("command", { callId, key, command });
  }

  private has<E extends keyof Received>(event: E, fits: (value: Received[E]) => boolean): boolean {
    return this.all(event).some(fits);
  }
}

export const newKey = (): string => randomUUID();

/** What a side reports when its end of this leg is up. */
export const up = (agentId: string, epoch = 1) => ({
  type: "report",
  leg: { agentId, epoch, state: "up" },
});
