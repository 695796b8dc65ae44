import type { Clock } from "../lib/clock.ts";
import { EngineError } from "../lib/errors.ts";
import { newId } from "../lib/ids.ts";

interface Entry<C, R> {
  readonly key: string;
  readonly command: C;
  readonly at: number;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
  /** Of which connection; 0 = it waits for one, or for its pause to pass. */
  attempt: number;
  failures: number;
}

/** @param agoMs how long ago the command was given */
type Send<C, R> = (key: string, command: C, agoMs: number) => Promise<R>;

/** No answers to the command: the server may well be able to obey it a little later. */
const NOT_NOW = /^(internal|rate_limited)$/;
/** A server that failed is asked again this often, after this long and then twice as long. */
const FAILURES = 5;
const PAUSE_MS = 1_000;

/** Of these only the last one matters; an older one that still waits is dropped for it. */
const SUPERSEDED = new Set(["media", "permission", "page"]);
/** What the moment asks for: sent later, it would undo what has come back by itself. */
const MOMENTARY = new Set(["rebuild"]);

/**
 * Commands on their way to the server, in order. Each has a key, so that one whose answer was lost
 * is sent again after a reconnection and still counts once.
 */
export class Outbox<C extends { readonly type: string }, R> {
  readonly #send: Send<C, R>;
  readonly #clock: Pick<Clock, "after" | "now">;
  #entries: Entry<C, R>[] = [];
  #open = false;
  #attempt = 0;

  constructor(send: Send<C, R>, clock: Pick<Clock, "after" | "now">) {
    this.#send = send;
    this.#clock = clock;
  }

  get size(): number {
    return this.#entries.length;
  }

  /**
   * Rejects with `refused` when the server says no; waits as long as the server is away. All that
   * was kept in a long outage goes out at once and may be more than the server takes from one page:
   * what it refuses for that is sent again.
   */
  push(command: C): Promise<R> {
    if (SUPERSEDED.has(command.type)) this.#dropWaiting(command.type);
    if (!this.#open && MOMENTARY.has(command.type)) return Promise.reject(tooLate());
    return new Promise((resolve, reject) => {
      const at = this.#clock.now();
      const entry = { key: newId(), command, at, resolve, reject, attempt: 0, failures: 0 };
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
    for (const entry of this.#entries.filter((e) => MOMENTARY.has(e.command.type))) {
      this.#forget(entry);
      entry.reject(tooLate());
    }
  }

  close(): void {
    this.shut();
    for (const entry of this.#entries.splice(0)) {
      entry.reject(tooLate());
    }
  }

  async #deliver(entry: Entry<C, R>): Promise<void> {
    const attempt = this.#attempt;
    entry.attempt = attempt;
    try {
      // Whole, and a number at all: a website may have a `Date.now` of its own.
      const agoMs = (this.#clock.now() - entry.at) | 0;
      const result = await this.#send(entry.key, entry.command, agoMs);
      this.#forget(entry);
      entry.resolve(result);
    } catch (error) {
      const failure = error instanceof EngineError ? error : null;
      if (NOT_NOW.test(failure?.wire?.code ?? "") && entry.failures < FAILURES) {
        this.#deliverLater(entry);
      } else if (failure?.reason !== "unreachable") {
        this.#forget(entry);
        entry.reject(error);
      } else if (this.#open && attempt === this.#attempt && this.#entries.includes(entry)) {
        await this.#deliver(entry);
      }
    }
  }

  #deliverLater(entry: Entry<C, R>): void {
    entry.attempt = 0;
    this.#clock.after(PAUSE_MS * 2 ** entry.failures, () => {
      const waits = entry.attempt === 0 && this.#entries.includes(entry);
      if (waits && this.#open) void this.#deliver(entry);
    });
    entry.failures += 1;
  }

  #dropWaiting(type: string): void {
    for (const entry of this.#entries.filter((e) => e.attempt === 0 && e.command.type === type)) {
      this.#forget(entry);
      entry.reject(tooLate());
    }
  }

  #forget(entry: Entry<C, R>): void {
    this.#entries = this.#entries.filter((other) => other !== entry);
  }
}

const tooLate = (): EngineError => new EngineError("closed", "The command came too late");
