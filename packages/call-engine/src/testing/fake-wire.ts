import type { Ack } from "@knockknock/protocol";
import { EngineError } from "../lib/errors.ts";
import type { Wire, WireFailure } from "../signaling/wire.ts";

/** A connection that a test opens and cuts; `answer` is the server behind it. */
export class FakeWire implements Wire {
  connected = false;
  closed = false;
  doubts = 0;
  readonly handlers = new Map<string, (payload: unknown) => void>();
  readonly states = new Set<(connected: boolean) => void>();
  readonly failures: ((failure: WireFailure) => void)[] = [];
  readonly #answer: (event: string, payload: unknown) => Ack<unknown>;

  constructor(answer: (event: string, payload: unknown) => Ack<unknown>) {
    this.#answer = answer;
  }
  on(event: string, handler: (payload: unknown) => void): void {
    this.handlers.set(event, handler);
  }
  onState(handler: (connected: boolean) => void): () => void {
    this.states.add(handler);
    return () => this.states.delete(handler);
  }
  onFailure(handler: (failure: WireFailure) => void): void {
    this.failures.push(handler);
  }
  async emit(event: string, payload: unknown): Promise<unknown> {
    await Promise.resolve();
    if (!this.connected) throw new EngineError("unreachable", "gone");
    return structuredClone(this.#answer(event, structuredClone(payload)));
  }
  doubt(): void {
    this.doubts += 1;
  }
  close(): void {
    this.closed = true;
    this.become(false);
  }
  become(connected: boolean): void {
    if (this.connected === connected) return;
    this.connected = connected;
    for (const handler of this.states) handler(connected);
  }
  push(event: string, payload: unknown): void {
    if (this.connected) this.handlers.get(event)?.(structuredClone(payload));
  }
}
