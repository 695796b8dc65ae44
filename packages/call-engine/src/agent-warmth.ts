import * as z from "zod/mini";
import {
  CommandResult,
  type DeskState,
  type LegReport,
  type ParticipantId,
  type SignalIn,
} from "@knockknock/protocol";
import { newId } from "./lib/ids.ts";
import { Legs } from "./peer/legs.ts";
import type { PeerLink } from "./peer/peer-link.ts";
import { slowSilenceMs } from "./peer/recovery-times.ts";
import type { Platform } from "./platform.ts";
import { request, type Wire } from "./signaling/wire.ts";

interface Watched {
  readonly link: PeerLink;
  /** Tells the server what became of it. */
  readonly report: (state: LegReport["state"]) => void;
  readonly stop: () => void;
}

/**
 * While calls ring, ICE and DTLS are done already: connections without any media. Of one that breaks
 * meanwhile (a phone that leaves its Wi-Fi) the server is told: who accepts gets a new one at once.
 */
export class AgentWarmth {
  readonly #wire: Wire;
  readonly #platform: Platform;
  readonly #legs = new Map<string, Legs>();
  readonly #watched = new Map<string, Watched>();
  #kept: string | null = null;

  constructor(wire: Wire, platform: Platform) {
    this.#wire = wire;
    this.#platform = platform;
  }

  /** Between the click and the server's answer the card may go before the call is here. */
  keep(callId: string): Legs | undefined {
    this.#kept = callId;
    const watched = this.#watched.get(callId);
    // A path can be dead for five seconds before the browser says so; heartbeats stop at once.
    const heardAt = watched?.link.channel.heardAt ?? 0;
    const silence = this.#platform.clock.now() - heardAt;
    if (heardAt > 0 && silence > slowSilenceMs) watched?.report("failed");
    this.#unwatch(callId);
    return this.#legs.get(callId);
  }

  /** False: the signal is for no connection that is being warmed. */
  receive(signalled: SignalIn): boolean {
    const legs = this.#legs.get(signalled.callId);
    legs?.receive(signalled);
    return legs !== undefined;
  }

  follow(desk: DeskState): void {
    const ringing = new Set(desk.incoming.map((incoming) => incoming.callId));
    for (const callId of this.#legs.keys()) if (!ringing.has(callId)) this.cool(callId);
    // A console in the background is not where this agent will answer.
    if (this.#platform.hidden()) return;
    for (const { callId, prewarm: offered } of desk.incoming) {
      if (offered === null) continue;
      const legs = this.#legs.get(callId) ?? this.#make(desk.agent.id, callId);
      if (!this.#legs.has(callId)) {
        this.#legs.set(callId, legs);
        legs.useIce(offered.ice);
      }
      legs.update([{ agentId: desk.agent.id, epoch: offered.epoch, live: false }]);
      this.#watch(desk.agent.id, callId, legs);
    }
  }

  /** The call has them now, or nobody. */
  handOn(callId: string): void {
    this.#kept = null;
    this.#legs.delete(callId);
  }

  cool(callId: string): void {
    if (callId === this.#kept) return;
    this.#unwatch(callId);
    this.#legs.get(callId)?.close();
    this.#legs.delete(callId);
  }

  close(): void {
    for (const callId of this.#watched.keys()) this.#unwatch(callId);
    for (const legs of this.#legs.values()) legs.close();
    this.#legs.clear();
  }

  #watch(agentId: ParticipantId, callId: string, legs: Legs): void {
    const link = legs.links.get(agentId);
    if (link === undefined || this.#watched.get(callId)?.link === link || callId === this.#kept)
      return;
    this.#unwatch(callId);
    const report: Watched["report"] = (state) => {
      const command = { type: "report", leg: { agentId, epoch: link.epoch, state } };
      const envelope = { callId, key: newId(), command };
      // What does not arrive shows after Accept, to the call itself.
      request(this.#wire, "command", envelope, CommandResult).catch(() => undefined);
    };
    let broken = false;
    const stop = link.transport.subscribe((transport) => {
      const breaks = transport === "failed" || transport === "disconnected";
      if (breaks === broken || (broken && transport !== "connected")) return;
      broken = breaks;
      // One that is back has no media yet, and is not `up` before it has.
      report(breaks ? "failed" : "down");
    });
    this.#watched.set(callId, { link, report, stop });
  }

  #unwatch(callId: string): void {
    this.#watched.get(callId)?.stop();
    this.#watched.delete(callId);
  }

  #make(selfId: ParticipantId, callId: string): Legs {
    const { clock, createConnection } = this.#platform;
    const hidden = (): boolean => this.#platform.hidden();
    return new Legs(
      { self: "agent", selfId, clock, createConnection, hidden },
      {
        send: (to, epoch, payload) => {
          const out = { callId, to, epoch, payload };
          // What does not arrive is repeated by the link itself.
          request(this.#wire, "signal", out, z.null()).catch(() => undefined);
        },
        onMessage: () => undefined,
        onFailure: () => undefined,
      },
    );
  }
}
