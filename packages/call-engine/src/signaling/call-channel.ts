import { type ReadonlySignal, signal } from "@preact/signals-core";
import * as z from "zod/mini";
import {
  type AgentCommand,
  type CallView,
  type ChatMessage,
  CommandResult,
  type ErrorCode,
  IceConfig,
  Joined,
  type SignalIn,
  type SignalOut,
  type VisitorCommand,
} from "@knockknock/protocol";
import type { Clock } from "../lib/clock.ts";
import { EngineError } from "../lib/errors.ts";
import { Outbox } from "./outbox.ts";
import { request, type Wire } from "./wire.ts";

/** The server will not let this page in, however often it asks. Any other no may pass. */
const FINAL: ReadonlySet<ErrorCode> = new Set([
  "ticket_expired",
  "not_found",
  "unauthorized",
  "forbidden",
]);
/** Between two questions of a server that is there and could not answer. */
const PAUSE_MS = 2_000;

export type SessionCommand = VisitorCommand | AgentCommand;

export interface ChannelListener {
  onView(view: CallView): void;
  onChat(message: ChatMessage): void;
  onSignal(signal: SignalIn): void;
  onIce(ice: IceConfig): void;
  /** The server does not let this page into the call (any more). */
  onRefused(error: EngineError): void;
}

export interface ChannelOptions {
  readonly wire: Wire;
  readonly callId: string;
  /** The visitor's ticket, to begin with; null for an agent. */
  readonly ticket: string | null;
  readonly onTicket: (ticket: string) => void;
  /** True when this page has no connection of its own to go on with: the epoch must rise. */
  readonly fresh: boolean;
}

/**
 * One page's seat in one call on the server: joins at every connection, keeps the sequence number,
 * sends commands in order. Nothing relies on what the transport itself may replay.
 */
export class CallChannel {
  readonly #options: ChannelOptions;
  readonly #clock: Clock;
  readonly #listener: ChannelListener;
  readonly #outbox: Outbox<SessionCommand, CommandResult>;
  readonly #joined = signal(false);
  #fresh: boolean;
  #ticket: string | null;
  #seq = 0;
  #chatSeq = 0;
  #closed = false;
  /** Which attempt to take the seat is the present one. */
  #turn = 0;

  constructor(options: ChannelOptions, clock: Clock, listener: ChannelListener) {
    this.#options = options;
    this.#clock = clock;
    this.#listener = listener;
    this.#fresh = options.fresh;
    this.#ticket = options.ticket;
    this.#outbox = new Outbox(async (key, command, agoMs) => {
      const envelope = { callId: options.callId, key, command, agoMs };
      const result = await request(options.wire, "command", envelope, CommandResult);
      this.receiveView(result.call);
      return result;
    }, clock);
  }

  get callId(): string {
    return this.#options.callId;
  }

  /** What takes the seat next time; empty for an agent. */
  get ticket(): string {
    return this.#ticket ?? "";
  }

  /** True while this page sits in the call on the server. */
  get joined(): ReadonlySignal<boolean> {
    return this.#joined;
  }

  send(command: SessionCommand): Promise<CommandResult> {
    return this.#outbox.push(command);
  }

  /** For commands that nobody waits for: what is refused shows in the next snapshot. */
  tell(command: SessionCommand): void {
    this.send(command).catch(() => undefined);
  }

  signal(message: Omit<SignalOut, "callId">): Promise<null> {
    const out: SignalOut = { ...message, callId: this.#options.callId };
    return request(this.#options.wire, "signal", out, z.null());
  }

  /** True when nothing waits to be delivered. */
  get idle(): boolean {
    return this.#outbox.size === 0;
  }

  renewIce(): Promise<IceConfig> {
    return request(this.#options.wire, "ice", { callId: this.#options.callId }, IceConfig);
  }

  /** The path to the peer broke: the one to the server may have broken with it. */
  doubt(): void {
    this.#options.wire.doubt();
  }

  connectionChanged(connected: boolean): void {
    if (connected) void this.#join();
    else {
      this.#turn += 1;
      this.#joined.value = false;
      this.#outbox.shut();
    }
  }

  async #join(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const { wire, callId } = this.#options;
    const asked = { callId, lastSeq: this.#fresh ? 0 : this.#chatSeq, fresh: this.#fresh };
    const body = this.#ticket === null ? asked : { ...asked, ticket: this.#ticket };
    try {
      const joined = await request(wire, "join", body, Joined);
      // Of a connection that is gone: the next one asks for itself.
      if (this.#closed || turn !== this.#turn) return;
      this.#fresh = false;
      if (joined.ticket !== "") {
        this.#ticket = joined.ticket;
        this.#options.onTicket(joined.ticket);
      }
      this.#listener.onIce(joined.ice);
      for (const message of joined.chat) this.#listener.onChat(message);
      this.receiveView(joined.call);
      this.#chatSeq = joined.call.seq;
      this.#joined.value = true;
      this.#outbox.open();
    } catch (error) {
      if (this.#closed || turn !== this.#turn || !(error instanceof EngineError)) return;
      if (error.wire !== null && FINAL.has(error.wire.code)) this.#listener.onRefused(error);
      // Connected, yet no answer in time: the same question again.
      else if (error.reason === "unreachable") {
        if (wire.connected) void this.#join();
      } else this.#joinLater(turn);
    }
  }

  /** A live call needs no server: what went wrong there has time to be put right. */
  #joinLater(turn: number): void {
    this.#clock.after(PAUSE_MS, () => {
      if (!this.#closed && turn === this.#turn) void this.#join();
    });
  }

  receiveView(view: CallView): void {
    if (this.#closed || view.id !== this.#options.callId || view.seq < this.#seq) return;
    this.#seq = view.seq;
    this.#listener.onView(view);
  }

  receiveChat(message: ChatMessage, seq: number): void {
    this.#chatSeq = Math.max(this.#chatSeq, seq);
    this.#listener.onChat(message);
  }

  receiveSignal(message: SignalIn): void {
    if (!this.#closed && message.callId === this.#options.callId) this.#listener.onSignal(message);
  }

  /** What still waits for delivery is given up. */
  dispose(): void {
    this.#closed = true;
    this.#joined.value = false;
    this.#outbox.close();
  }
}
