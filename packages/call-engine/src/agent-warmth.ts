import * as z from "zod/mini";
import type { DeskState, ParticipantId, SignalIn } from "@knockknock/protocol";
import { Legs } from "./peer/legs.ts";
import type { Platform } from "./platform.ts";
import { request, type Wire } from "./signaling/wire.ts";

/** While calls ring, ICE and DTLS are done already: connections without any media. */
export class AgentWarmth {
  readonly #wire: Wire;
  readonly #platform: Platform;
  readonly #legs = new Map<string, Legs>();
  #kept: string | null = null;

  constructor(wire: Wire, platform: Platform) {
    this.#wire = wire;
    this.#platform = platform;
  }

  /** Between the click and the server's answer the card may go before the call is here. */
  keep(callId: string): Legs | undefined {
    this.#kept = callId;
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
    }
  }

  /** The call has them now, or nobody. */
  handOn(callId: string): void {
    this.#kept = null;
    this.#legs.delete(callId);
  }

  cool(callId: string): void {
    if (callId === this.#kept) return;
    this.#legs.get(callId)?.close();
    this.#legs.delete(callId);
  }

  close(): void {
    for (const legs of this.#legs.values()) legs.close();
    this.#legs.clear();
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
