import * as z from "zod/mini";
import { Counter, LIMITS, text } from "./primitives.ts";

/** One step of the offer/answer exchange (RFC 8829) or a trickled candidate (RFC 8838). */
export const SignalPayload = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("description"),
    description: z.object({
      type: z.enum(["offer", "answer", "pranswer", "rollback"]),
      sdp: text(LIMITS.sdp),
    }),
    /** Counts its sender's offers on this leg; an answer carries the number of its offer. */
    n: Counter,
  }),
  z.object({
    type: z.literal("candidate"),
    /** Null = end of candidates. */
    candidate: z.nullable(
      z.object({
        candidate: text(LIMITS.candidate),
        sdpMid: z.nullable(text(16)),
        sdpMLineIndex: z.nullable(z.int()),
        usernameFragment: z.nullable(text(256)),
      }),
    ),
  }),
]);
export type SignalPayload = z.infer<typeof SignalPayload>;

/** What `RTCPeerConnection` takes as `iceServers` and `iceTransportPolicy`. */
export const IceConfig = z.object({
  servers: z
    .array(
      z.object({
        urls: z.array(text(300)).check(z.maxLength(8)),
        username: z.optional(text(200)),
        credential: z.optional(text(200)),
      }),
    )
    .check(z.maxLength(8)),
  policy: z.enum(["all", "relay"]),
  /** Server time at which the credentials end; ask for new ones before. Null = never. */
  expiresAt: z.nullable(z.int()),
});
export type IceConfig = z.infer<typeof IceConfig>;
