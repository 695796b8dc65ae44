import type * as z from "zod/mini";
import { Refusal } from "../refusal.ts";

/** Parses a `text/plain` body of JSON. Throws a `Refusal` with `bad_request`. */
export function parseBody<T>(schema: z.ZodMiniType<T>, body: unknown): T {
  let value: unknown;
  try {
    value = JSON.parse(typeof body === "string" ? body : "");
  } catch (cause) {
    throw Object.assign(new Refusal("bad_request", "The body is no JSON."), { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  const message = `The request does not fit its schema: ${places.join("; ")}`;
  throw new Refusal("bad_request", message.slice(0, 500));
}
