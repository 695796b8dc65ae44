/**
 * Visitors who knocked in vain, or whose call was lost, and whose page is still here: an agent may
 * call them back. Memory only; after a restart each page takes its seat again.
 */
import type { CallState } from "../calls/machine.ts";
import type { CallService } from "../calls/service.ts";
import type { VisitorSocket } from "./types.ts";

/** A desk shows the newest. */
const MOST_SHOWN = 200;

export class Reachable {
  private readonly service: CallService;
  private readonly onChange: () => void;
  /** By the visitor's own call, oldest first. */
  private readonly pages = new Map<string, VisitorSocket>();
  /** The call that an agent rings with, by the visitor's own. */
  private readonly calling = new Map<string, string>();

  constructor(service: CallService, onChange: () => void) {
    this.service = service;
    this.onChange = onChange;
    service.listen({
      changed: ({ before, after }) => {
        if (before?.phase.name === after.phase.name) return;
        // Who talked to somebody has not knocked in vain.
        if (after.connectedAt !== null && before?.connectedAt === null) this.forget(after.id);
        if (this.pages.size === 0) return;
        if (before === null || after.phase.name === "ended") this.onChange();
      },
      ringEnded: () => undefined,
    });
  }

  /** The page sits in this call. Returns a call that rings for its visitor already. */
  seated(state: CallState, page: VisitorSocket): CallState | null {
    const { id, direction, connectedAt, phase } = state;
    const wasLost = phase.name === "ended" && phase.reason === "connection_lost";
    if (direction === "outbound" || (connectedAt !== null && !wasLost)) return null;
    // A page whose call still waits cannot be called back: nothing shows, unless it could before.
    const shows = phase.name === "ended" || [...this.pages.values()].includes(page);
    this.pages.delete(id);
    this.pages.set(id, page);
    if (shows) this.onChange();
    const ringing = this.service.active.get(this.calling.get(id) ?? "")?.state;
    return ringing?.phase.name === "ringing" ? ringing : null;
  }

  gone(page: VisitorSocket): void {
    const { size } = this.pages;
    for (const [callId, known] of this.pages) if (known === page) this.pages.delete(callId);
    if (this.pages.size !== size) this.onChange();
  }

  /** The page of the visitor who made this call; null when it may not ring there now. */
  page(callId: string): VisitorSocket | null {
    const page = this.pages.get(callId);
    return page !== undefined && this.isFree(page) ? page : null;
  }

  /** All calls in vain of the page that this one was made on, this one included. */
  knocksOf(callId: string): string[] {
    const page = this.pages.get(callId);
    return [...this.pages].flatMap(([known, other]) => (other === page ? [known] : []));
  }

  rings(origin: string, callId: string): void {
    for (const [known, id] of this.calling) {
      if (!this.service.active.has(id)) this.calling.delete(known);
    }
    // Every knock of this page: whichever the next page returns to, it rings on.
    const page = this.pages.get(origin);
    for (const [known, other] of this.pages) {
      if (other === page) this.calling.set(known, callId);
    }
    this.onChange();
  }

  /** Calls whose visitors can be called back, newest first. */
  list(): string[] {
    const shown: string[] = [];
    for (const [callId, page] of [...this.pages].toReversed()) {
      if (shown.length === MOST_SHOWN) break;
      if (this.isFree(page)) shown.push(callId);
    }
    return shown;
  }

  private isFree(page: VisitorSocket): boolean {
    if (!page.connected) return false;
    const { callId } = page.data;
    if (callId !== null && this.service.active.has(callId)) return false;
    for (const [known, id] of this.calling) {
      if (this.pages.get(known) === page && this.service.active.has(id)) return false;
    }
    return true;
  }

  /** Drops every knock of the page whose call has connected. */
  private forget(callId: string): void {
    const origins = [...this.calling].flatMap(([origin, id]) => (id === callId ? [origin] : []));
    for (const origin of [callId, ...origins]) {
      const page = this.pages.get(origin);
      for (const [known, other] of this.pages) if (other === page) this.pages.delete(known);
    }
  }
}
