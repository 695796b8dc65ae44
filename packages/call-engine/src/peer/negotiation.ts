import type { SignalPayload } from "@knockknock/protocol";

type Candidate = Extract<SignalPayload, { type: "candidate" }>["candidate"];
type Description = Extract<SignalPayload, { type: "description" }>;

/** Candidates that wait for their description; more than any real network sends. */
const WAITING_LIMIT = 100;

export type NegotiationRole = "offerer" | "adopter";

export interface NegotiationHooks {
  readonly role: NegotiationRole;
  send(payload: SignalPayload): void;
  /** After a remote offer was applied, before it is answered. */
  onRemoteOffer(): void;
  onFailure(error: unknown): void;
}

/**
 * Offer and answer on one connection. One side makes all the offers, so that two can never meet.
 * Every step waits for the one before it, candidates wait for the description they belong to, and
 * an offer that was made is repeated until its own answer comes: whatever was lost or late on the
 * way, both sides end up with the same exchange.
 */
export class Negotiation {
  readonly #connection: RTCPeerConnection;
  readonly #hooks: NegotiationHooks;
  #steps: Promise<void> = Promise.resolve();
  #waiting: RTCIceCandidateInit[] = [];
  /** Offers made (offerer); the number of the offer applied last (adopter). */
  #n = 0;
  #closed = false;

  constructor(connection: RTCPeerConnection, hooks: NegotiationHooks) {
    this.#connection = connection;
    this.#hooks = hooks;
    connection.addEventListener("icecandidate", ({ candidate }) => {
      if (candidate === null || candidate.candidate === "" || this.#closed) return;
      const { sdpMid, sdpMLineIndex, usernameFragment } = candidate;
      const sent = { candidate: candidate.candidate, sdpMid, sdpMLineIndex, usernameFragment };
      hooks.send({ type: "candidate", candidate: sent });
    });
  }

  offer(): void {
    this.#step(() => this.#offer());
  }

  /** The offerer offers anew with fresh ICE credentials and candidates (RFC 8839 § 4.4.1.1.1). */
  restart(): void {
    if (this.#hooks.role === "adopter") return;
    this.#step(async () => {
      const connection = this.#connection;
      // Nobody has answered yet: there is nothing to restart, and the offer is being repeated.
      if (connection.remoteDescription === null) return;
      // What an unanswered restart found belongs to a network that may be gone. A late answer to
      // it has another number.
      if (connection.signalingState === "have-local-offer") {
        await connection.setLocalDescription({ type: "rollback" });
      }
      connection.restartIce();
      await this.#offer();
    });
  }

  /** Sends the unanswered offer once more, now with the candidates found since. */
  repeatOffer(): void {
    this.#step(() => {
      if (this.#connection.signalingState === "have-local-offer") this.#sendLocal("offer");
      return Promise.resolve();
    });
  }

  receive(payload: SignalPayload): void {
    this.#step(() =>
      payload.type === "candidate"
        ? this.#receiveCandidate(payload.candidate)
        : this.#receiveDescription(payload),
    );
  }

  close(): void {
    this.#closed = true;
  }

  async #offer(): Promise<void> {
    await this.#connection.setLocalDescription();
    this.#n += 1;
    this.#sendLocal("offer");
  }

  async #receiveDescription({ description, n }: Description): Promise<void> {
    const connection = this.#connection;
    const { type } = description;
    if (this.#hooks.role === "offerer") {
      const awaited = connection.signalingState === "have-local-offer" && n === this.#n;
      if (type !== "answer" || !awaited) return;
      await connection.setRemoteDescription(description);
    } else {
      if (type !== "offer" || n < this.#n) return;
      const known = n === this.#n && connection.remoteDescription?.sdp === description.sdp;
      if (!known) {
        this.#n = n;
        await connection.setRemoteDescription(description);
      }
      // Of a repeated offer only if answering it failed before.
      if (connection.signalingState === "have-remote-offer") {
        this.#hooks.onRemoteOffer();
        await connection.setLocalDescription();
      }
      this.#sendLocal("answer");
    }
    await this.#addWaiting();
  }

  async #receiveCandidate(candidate: Candidate): Promise<void> {
    if (candidate === null) return;
    this.#waiting.push(candidate);
    if (this.#waiting.length > WAITING_LIMIT) this.#waiting.shift();
    await this.#addWaiting();
  }

  async #addWaiting(): Promise<void> {
    const sdp = this.#connection.remoteDescription?.sdp;
    if (sdp === undefined) return;
    const known = (candidate: RTCIceCandidateInit): boolean =>
      typeof candidate.usernameFragment !== "string" ||
      sdp.includes(`a=ice-ufrag:${candidate.usernameFragment}\r`);
    const ready = this.#waiting.filter(known);
    this.#waiting = this.#waiting.filter((candidate) => !known(candidate));
    for (const candidate of ready) {
      try {
        await this.#connection.addIceCandidate(candidate);
      } catch (error) {
        // Of a kind this browser cannot use; others remain.
        this.#hooks.onFailure(error);
      }
    }
  }

  #sendLocal(type: "offer" | "answer"): void {
    const sdp = this.#connection.localDescription?.sdp ?? "";
    this.#hooks.send({ type: "description", description: { type, sdp }, n: this.#n });
  }

  #step(run: () => Promise<void>): void {
    this.#steps = this.#steps.then(async () => {
      if (this.#closed || this.#connection.signalingState === "closed") return;
      try {
        await run();
      } catch (error) {
        if (!this.#closed) this.#hooks.onFailure(error);
      }
    });
  }
}
