import * as z from "zod/mini";
import { ChatMessage, MediaState, Page } from "./call.ts";
import { Counter } from "./primitives.ts";
import { SignalPayload } from "./signals.ts";

/**
 * What travels on the negotiated data channel (id 0, label `knock`), as JSON text. A live call
 * needs nothing but these to go on while the server is away.
 */
export const PeerMessage = z.discriminatedUnion("t", [
  /** Sent every 400 ms (browsers slow a hidden page's timers, hence `hidden`). */
  z.object({
    t: z.literal("beat"),
    n: Counter,
    hidden: z.boolean(),
    /** The sender hears nothing: the path is broken in one direction. */
    deaf: z.optional(z.boolean()),
  }),
  z.object({ t: z.literal("media"), media: MediaState }),
  z.object({ t: z.literal("chat"), message: ChatMessage }),
  z.object({ t: z.literal("page"), page: Page }),
  z.object({ t: z.literal("signal"), epoch: Counter, payload: SignalPayload }),
  /** The page is being replaced: await a resume, this is no hang-up. */
  z.object({ t: z.literal("leaving") }),
  /** Whoever says this has hung up. */
  z.object({ t: z.literal("bye"), reason: z.literal("hangup") }),
]);
export type PeerMessage = z.infer<typeof PeerMessage>;

/** Longest message accepted from the data channel, in characters; longer ones are dropped. */
export const PEER_MESSAGE_LIMIT = 32_000;
