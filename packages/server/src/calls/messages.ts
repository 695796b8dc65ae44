/** What a visitor leaves when nobody answers. */
import type { LeaveMessage } from "@knockknock/protocol";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import { ownPage } from "../sites/own-page.ts";
import type { Site } from "./ports.ts";

/** Where visitors' messages arrive. */
export class Mailbox {
  private readonly kysely: Kysely<Database>;
  private last: number | null = null;
  /** A message came; set from outside. */
  onMessage: () => void = () => undefined;

  constructor(kysely: Kysely<Database>) {
    this.kysely = kysely;
  }

  /** When the last one came since this server started, milliseconds since 1970; null = none did. */
  get lastAt(): number | null {
    return this.last;
  }

  async keep(site: Site, message: LeaveMessage, stamp: { id: string; now: number }): Promise<void> {
    // A page whose answer was lost asks again: nobody hears of the same message twice.
    if (!(await storeMessage(this.kysely, site, message, stamp))) return;
    this.last = stamp.now;
    this.onMessage();
  }
}

/** Stores the message once per key; false when it was there. A `callId` of another site is dropped. */
async function storeMessage(
  kysely: Kysely<Database>,
  site: Site,
  message: LeaveMessage,
  stamp: { id: string; now: number },
): Promise<boolean> {
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
  const { numInsertedOrUpdatedRows } = await kysely
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
      page: JSON.stringify(ownPage(message.page, site)),
      createdAt: stamp.now,
    })
    .onConflict((conflict) => conflict.columns(["siteId", "key"]).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}
