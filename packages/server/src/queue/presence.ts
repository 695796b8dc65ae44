/** Which agents could answer: signed in, switched to available, console open. */
import type { Db } from "../db/client.ts";
import type { Person } from "../calls/machine.ts";
import type { Clock } from "../calls/ports.ts";

/** A console gone for this long is unavailable. */
export const CONSOLE_GRACE_MS = 30_000;

interface Console {
  readonly person: Person;
  readonly sockets: Set<string>;
  /** Forgets the timer that runs while no socket is open. */
  forget: () => void;
}

export class Presence {
  private readonly db: Db;
  private readonly clock: Clock;
  private readonly onChange: () => void;
  private readonly switchedOn = new Set<string>();
  private readonly consoles = new Map<string, Console>();

  constructor(db: Db, clock: Clock, onChange: () => void) {
    this.db = db;
    this.clock = clock;
    this.onChange = onChange;
  }

  /** `ringing`: agents whose consoles rang when the server stopped get the usual grace. */
  async load(ringing: readonly Person[]): Promise<void> {
    const rows = await this.db.kysely
      .selectFrom("agentAvailability")
      .select("agentId")
      .where("available", "=", 1)
      .execute();
    for (const { agentId } of rows) this.switchedOn.add(agentId);
    for (const person of ringing) this.startGrace(this.console(person));
  }

  opened(person: Person, socketId: string): void {
    const known = this.console(person);
    known.forget();
    known.sockets.add(socketId);
    this.onChange();
  }

  closed(agentId: string, socketId: string): void {
    const known = this.consoles.get(agentId);
    if (known === undefined) return;
    known.sockets.delete(socketId);
    if (known.sockets.size === 0) this.startGrace(known);
  }

  /** The agent signed out: no grace. */
  signedOut(agentId: string): void {
    const known = this.consoles.get(agentId);
    if (known === undefined || known.sockets.size > 0) return;
    known.forget();
    this.consoles.delete(agentId);
    this.onChange();
  }

  /** The agent is of the team no more. */
  async dismiss(agentId: string): Promise<void> {
    await this.db.kysely.deleteFrom("agentAvailability").where("agentId", "=", agentId).execute();
    this.switchedOn.delete(agentId);
    this.consoles.get(agentId)?.forget();
    this.consoles.delete(agentId);
    this.onChange();
  }

  isAvailable(agentId: string): boolean {
    return this.switchedOn.has(agentId);
  }

  async setAvailable(agentId: string, available: boolean): Promise<void> {
    const change = { available: available ? 1 : 0, changedAt: this.clock.now() };
    await this.db.kysely
      .insertInto("agentAvailability")
      .values({ agentId, ...change })
      .onConflict((conflict) => conflict.column("agentId").doUpdateSet(change))
      .execute();
    if (available) this.switchedOn.add(agentId);
    else this.switchedOn.delete(agentId);
    this.onChange();
  }

  /** Agents who are there and available, whether busy or not. */
  online(): Person[] {
    return [...this.consoles.values()].flatMap(({ person }) =>
      this.switchedOn.has(person.id) ? [person] : [],
    );
  }

  /** Ids of all whose consoles are open, or were a moment ago. */
  present(): ReadonlySet<string> {
    return new Set(this.consoles.keys());
  }

  anyoneOnline(): boolean {
    return this.online().length > 0;
  }

  stop(): void {
    for (const known of this.consoles.values()) known.forget();
    this.consoles.clear();
  }

  private console(person: Person): Console {
    const known = this.consoles.get(person.id);
    if (known !== undefined) return known;
    const made: Console = { person, sockets: new Set(), forget: () => undefined };
    this.consoles.set(person.id, made);
    return made;
  }

  private startGrace(known: Console): void {
    known.forget();
    known.forget = this.clock.after(CONSOLE_GRACE_MS, () => {
      this.consoles.delete(known.person.id);
      this.onChange();
    });
  }
}
