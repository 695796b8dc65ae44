import * as z from "zod/mini";
import { JsonStore, type KeyValue } from "../lib/json-store.ts";

export const Seat = z.object({
  callId: z.string(),
  /** Visitors only; agents prove themselves with their session. */
  ticket: z.string(),
  audio: z.boolean(),
  video: z.boolean(),
  muted: z.boolean(),
  cameraOff: z.boolean(),
  /** A screen was being shared; only a click may start it again. */
  sharing: z.boolean(),
  /** The two sides had each other at least once. */
  connected: z.optional(z.boolean()),
  /** How many of the other side's messages were read. */
  read: z.optional(z.number()),
  /** The figures of the call so far, for its record: JSON. */
  measured: z.optional(z.string()),
  /** Nobody answered: the seat is kept so that an agent can call back. */
  over: z.optional(z.boolean()),
});
/** What the next page needs to take this page's seat in the call. */
export type Seat = z.infer<typeof Seat>;

/** How a call begins when nothing is known of it: with all devices. */
export const FRESH_SEAT: Omit<Seat, "callId"> = {
  ticket: "",
  audio: true,
  video: true,
  muted: false,
  cameraOff: false,
  sharing: false,
};

/** Remembers the seat for the tab's lifetime, from the knock to the end of the call. */
export class SeatKeeper {
  readonly #store: JsonStore<Seat>;
  #seat: Seat | null;

  constructor(storage: KeyValue, who: "visitor" | "agent") {
    this.#store = new JsonStore(() => storage, `knockknock:seat:${who}`, Seat);
    this.#seat = this.#store.read();
  }

  get seat(): Seat | null {
    return this.#seat;
  }

  take(seat: Seat): void {
    this.#seat = seat;
    this.#store.write(seat);
  }

  update(change: Partial<Seat>): void {
    if (this.#seat !== null) this.take({ ...this.#seat, ...change });
  }

  leave(): void {
    this.#seat = null;
    this.#store.write(null);
  }
}
