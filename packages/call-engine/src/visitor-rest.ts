/** What a visitor's page asks the server for outside of the socket. */
import type * as z from "zod/mini";
import { WireError } from "@knockknock/protocol";
import { EngineError, refused } from "./lib/errors.ts";
import { toJson } from "./lib/json.ts";
import type { Platform } from "./platform.ts";

/** Asks `/api/v1/…`: a GET, or with a body a POST. `schema` null: the answer has no content. */
export type Ask = <T>(
  path: string,
  schema: z.ZodMiniType<T> | null,
  body?: unknown,
) => Promise<T | null>;

/** Rejects with `EngineError`: `unreachable`, `refused` or `malformed`. */
export const restClient =
  (serverUrl: string, { fetch }: Pick<Platform, "fetch">): Ask =>
  async <T>(path: string, schema: z.ZodMiniType<T> | null, body?: unknown): Promise<T | null> => {
    // `text/plain` needs no CORS preflight: the knock costs one round trip.
    const init: RequestInit =
      body === undefined
        ? { credentials: "omit" }
        : {
            method: "POST",
            credentials: "omit",
            headers: { "content-type": "text/plain" },
            body: toJson(body),
          };
    let answer: Response;
    let content: unknown;
    try {
      answer = await fetch(`${serverUrl}/api/v1/${path}`, init);
      content = answer.ok && schema === null ? null : await answer.json();
    } catch (cause) {
      throw new EngineError("unreachable", `No answer to "${path}" from the call server`, {
        cause,
      });
    }
    if (!answer.ok) {
      const said = WireError.safeParse(content);
      if (said.success) throw refused(said.data);
      throw new EngineError("malformed", `The call server answered ${String(answer.status)}`);
    }
    if (schema === null) return null;
    const parsed = schema.safeParse(content);
    if (parsed.success) return parsed.data;
    throw new EngineError("malformed", `The answer to "${path}" was not understood`, {
      cause: parsed.error,
    });
  };
