/** What a visitor leaves when nobody answers. */
import type { LeaveMessage } from "@knockknock/protocol";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import type { Site } from "./ports.ts";

/** Stores the message once per key. A `callId` of another site is dropped. */
export async function storeMessage(
  kysely: Kysely<Database>,
  site: Site,
  message: LeaveMessage,
  stamp: { id: string; now: number },
): Promise<void> {
  const { key, name, contact, text } = message;
  const call =
    message.callId === undefined
      ? undefined
      : await kysely
          .selectFrom("call")
          .select("id")
          .where("id", "=", message.callId)
          .where("siteId", "=", site.id)
          .executeTakeFirst();
  await kysely
    .insertInto("visitorMessage")
    .values({
      id: stamp.id,
      siteId: site.id,
      siteName: site.name,
      key,
      callId: call?.id ?? null,
      name,
      contact,
      text,
      page: JSON.stringify(message.page),
      createdAt: stamp.now,
    })
    .onConflict((conflict) => conflict.columns(["siteId", "key"]).doNothing())
    .execute();
}
