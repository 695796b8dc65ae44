import * as z from "zod/mini";

/** Bumped when a message changes its meaning; either side refuses a version it does not speak. */
export const PROTOCOL_VERSION = 1;

/** Opaque identifier: 8–64 characters that are safe in URLs, logs and attribute values. */
export const Id = z.string().check(z.regex(/^[A-Za-z0-9_-]{8,64}$/));

/** The visitor's participant id is always `visitor`; an agent's is the agent's user id. */
export const ParticipantId = z.string().check(z.regex(/^[A-Za-z0-9_-]{2,64}$/));
export type ParticipantId = z.infer<typeof ParticipantId>;
export const VISITOR = "visitor" satisfies ParticipantId;

/** Milliseconds since the Unix epoch, on the server's clock unless a name says otherwise. */
export const Timestamp = z.int().check(z.minimum(0));

/** Counts up from 1; a message with a lower number than one already seen is stale. */
export const Counter = z.int().check(z.minimum(0));

export const text = (maximum: number) => z.string().check(z.maxLength(maximum));

/** Cuts to what a schema allows, so that a long page title never loses a call. */
export const clip = (value: string, maximum: number): string => value.slice(0, maximum);

export const LIMITS = {
  name: 80,
  email: 254,
  phone: 40,
  url: 2048,
  title: 200,
  chat: 2000,
  comment: 2000,
  message: 4000,
  notes: 20_000,
  userAgent: 400,
  language: 35,
  sdp: 24_000,
  candidate: 1024,
  qualitySteps: 60,
} as const;

/** Chat messages of one call, of both sides together: some ten hours of lively talk. */
export const CHAT_PER_CALL = 1_000;
