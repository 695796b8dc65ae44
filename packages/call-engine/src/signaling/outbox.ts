import { EngineError } from "../lib/errors.ts";
import { newId } from "../lib/ids.ts";

interface Entry<C, R> {
  readonly key: string;
  readonly command: C;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
  attempt: number;
}

/** Of these only the last one matters; an older one that still waits is dropped for it. */
const SUPERSEDED = new Set(["media", "permission", "page"]);

/**
 * Commands on their way to the server, in order. Each has a key, so that one whose answer was lost
 * is sent again after a reconnection and still counts once.
 */
export class Outbox<C extends { readonly type: string }, R> {
  readonly #send: (key: string, command: C) => Promise<R>;
  #entries: Entry<C, R>[] = [];
  #open = false;
  #attempt = 0;

  constructor(send: (key: string, command: C) => Promise<R>) {
    this.#send = send;
  }

  get size(): number {
    return this.#entries.length;
  }

  /** Rejects with `refused` when the server says no; waits as long as the server is away. */
  push(command: C): Promise<R> {
    if (SUPERSEDED.has(command.type)) this.#dropWaiting(command.type);
    return new Promise((resolve, reject) => {
      const entry = { key: newId(), command, resolve, reject, attempt: 0 };
      this.#entries.push(entry);
      if (this.#open) void this.#deliver(entry);
    });
  }

  /** The seat is taken: everything unanswered goes out, oldest first. */
  open(): void {
    this.#open = true;
    this.#attempt += 1;
    for (const entry of this.#entries.slice()) void this.#deliver(entry);
  }

  /** The connection is gone: hold everything back. */
  shut(): void {
    this.#open = false;
  }

  close(): void {
    this.shut();
    for (const entry of this.#entries.splice(0)) {
      entry.reject(new EngineError("closed", "The call is over"));
    }
  }

  async #deliver(entry: Entry<C, R>): Promise<void> {
    const attempt = this.#attempt;
    entry.attempt = attempt;
    try {
      const result = await this.#send(entry.key, entry.command);
      this.#forget(entry);
      entry.resolve(result);
    } catch (error) {
      const lost = error instanceof EngineError && error.reason === "unreachable";
      if (!lost) {
        this.#forget(entry);
        entry.reject(error);
      } else if (this.#open && attempt === this.#attempt && this.#entries.includes(entry)) {
        await this.#deliver(entry);
      }
    }
  }

  #dropWaiting(type: string): void {
    for (const entry of this.#entries.filter((e) => e.attempt === 0 && e.command.type === type)) {
      this.#forget(entry);
      entry.reject(new EngineError("closed", `A newer "${type}" took its place`));
    }
  }

  #forget(entry: Entry<C, R>): void {
    this.#entries = this.#entries.filter((other) => other !== entry);
  }
}
