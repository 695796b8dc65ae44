import * as z from "zod/mini";
import { JsonStore, type KeyValue } from "../lib/json-store.ts";

const Remembered = z.object({
  microphone: z.nullable(z.string()),
  camera: z.nullable(z.string()),
  speaker: z.nullable(z.string()),
  volume: z.number().check(z.minimum(0), z.maximum(1)),
  /** An agent's: camera and microphone are opened while it rings. */
  ready: z.optional(z.boolean()),
});
export type Remembered = z.infer<typeof Remembered>;

/** The devices a person chose; written only after a choice, read only after a click. */
export class DeviceMemory {
  readonly #store: JsonStore<Remembered>;
  #chosen: Remembered | null = null;

  constructor(storage: () => KeyValue) {
    this.#store = new JsonStore(storage, "knockknock:devices", Remembered);
  }

  get chosen(): Remembered {
    this.#chosen ??= this.#store.read() ?? {
      microphone: null,
      camera: null,
      speaker: null,
      volume: 1,
    };
    return this.#chosen;
  }

  remember(change: Partial<Remembered>): void {
    this.#chosen = { ...this.chosen, ...change };
    this.#store.write(this.#chosen);
  }
}
