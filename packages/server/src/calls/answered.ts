/** Commands that were answered, so that the same key answers again and does nothing more. */
import { WireError } from "@knockknock/protocol";
import type { Tx } from "./store.ts";

/** Who sent a command, under which idempotency key, and when it was given. */
export interface CommandId {
  readonly principal: string;
  readonly key: string;
  /** How long before it came, by its page's own word. */
  readonly agoMs: number;
}

/** A command that was answered before. */
interface Answered {
  readonly error: WireError | null;
}

/**
 * Keys of one participant that a call remembers; then the older half goes. Only what was sent a
 * moment ago and whose answer was lost comes again.
 */
const MOST_KEYS = 500;

export async function answered(
  tx: Tx,
  callId: string,
  { principal, key }: CommandId,
): Promise<Answered | null> {
  const row = await tx
    .selectFrom("callCommand")
    .select("error")
    .where("callId", "=", callId)
    .where("principal", "=", principal)
    .where("key", "=", key)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { error: row.error === null ? null : WireError.parse(JSON.parse(row.error)) };
}

export async function answer(
  tx: Tx,
  callId: string,
  { principal, key }: CommandId,
  error: WireError | null,
  at: number,
): Promise<void> {
  const stored = error === null ? null : JSON.stringify(error);
  await tx
    .insertInto("callCommand")
    .values({ callId, principal, key, error: stored, at })
    .execute();
  const own = tx
    .selectFrom("callCommand")
    .where("callId", "=", callId)
    .where("principal", "=", principal);
  const { keys } = await own
    .select((expression) => expression.fn.countAll().as("keys"))
    .executeTakeFirstOrThrow();
  if (Number(keys) <= MOST_KEYS) return;
  const newer = own
    .select("key")
    .orderBy("at", "desc")
    .orderBy("key")
    .limit(MOST_KEYS / 2);
  await tx
    .deleteFrom("callCommand")
    .where("callId", "=", callId)
    .where("principal", "=", principal)
    .where("key", "not in", newer)
    .execute();
}
