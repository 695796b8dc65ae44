import type * as z from "zod/mini";
import { toJson } from "./json.ts";

export type KeyValue = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * One validated JSON value under one key. Storage may be full, blocked or absent (private modes,
 * sandboxed pages): then the value is simply not remembered.
 */
export class JsonStore<T> {
  readonly #storage: () => KeyValue;
  readonly #key: string;
  readonly #schema: z.ZodMiniType<T>;

  constructor(storage: () => KeyValue, key: string, schema: z.ZodMiniType<T>) {
    this.#storage = storage;
    this.#key = key;
    this.#schema = schema;
  }

  read(): T | null {
    try {
      const text = this.#storage().getItem(this.#key);
      const parsed = text === null ? null : this.#schema.safeParse(JSON.parse(text));
      return parsed?.success === true ? parsed.data : null;
    } catch {
      return null;
    }
  }

  write(value: T | null): void {
    try {
      if (value === null) this.#storage().removeItem(this.#key);
      else this.#storage().setItem(this.#key, toJson(value));
    } catch {
      // Nothing to do: a call goes on without being remembered.
    }
  }
}
