import * as z from "zod/mini";
import { CallView } from "./call.ts";
import { text, LIMITS } from "./primitives.ts";
import { IceConfig } from "./signals.ts";

export const KnockResponse = z.object({
  call: CallView,
  ticket: text(300),
  ice: IceConfig,
});
export type KnockResponse = z.infer<typeof KnockResponse>;

/** `GET /api/v1/sites/:key`: public, cacheable, without credentials. */
export const PublicSite = z.object({
  key: text(64),
  name: text(LIMITS.name),
  /** `#rrggbb`. */
  accent: z.string().check(z.regex(/^#[0-9a-f]{6}$/)),
  /** Corner of the page. */
  position: z.enum(["bottom-right", "bottom-left"]),
  /** Somebody is signed in and available. */
  available: z.boolean(),
  /** Path prefixes that the continuity shell must never carry. */
  excludedPaths: z.array(text(200)),
});
export type PublicSite = z.infer<typeof PublicSite>;
