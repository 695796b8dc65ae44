import type { SignalPayload } from "@knockknock/protocol";

type Candidate = Extract<SignalPayload, { type: "candidate" }>["candidate"];
type Description = Extract<SignalPayload, { type: "description" }>;

/** Candidates that wait for their description; more than any real network sends. */
const WAITING_LIMIT = 100;

export interface NegotiationHooks {
  /** Gives in when both sides offer at once (perfect negotiation, W3C webrtc-pc §10.7). */
  readonly polite: boolean;
  send(payload: SignalPayload): void;
  /** After a remote offer was applied, before it is answered. */
  onRemoteOffer(): void;
  onFailure(error: unknown): void;
}

/**
 * Offer and answer on one connection. Every step waits for the one before it, candidates wait for
 * the description they belong to, and an answer to anything but the present offer is dropped.
 */
export class Negotiation {
  readonly #connection: RTCPeerConnection;
  readonly #hooks: NegotiationHooks;
  #steps: Promise<void> = Promise.resolve();
  #waiting: RTCIceCandidateInit[] = [];
  #offers = 0;
  #lastRemoteOffer = 0;
  #offersHeard = 0;
  #ignoring = false;
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

  get answered(): boolean {
    return this.#connection.remoteDescription !== null;
  }

  get offersHeard(): number {
    return this.#offersHeard;
  }

  offer(): void {
    this.#step(async () => {
      // In the middle of an exchange: the browser asks again once it is over.
      if (this.#connection.signalingState !== "stable") return;
      await this.#connection.setLocalDescription();
      this.#offers += 1;
      this.#sendLocal("offer", this.#offers);
    });
  }

  /** Sends the unanswered offer once more, now with the candidates found since. */
  repeatOffer(): void {
    this.#step(() => {
      if (this.#connection.signalingState === "have-local-offer") {
        this.#sendLocal("offer", this.#offers);
      }
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

  /** Resolves when everything asked for so far is done. */
  settled(): Promise<void> {
    return this.#steps;
  }

  async #receiveDescription({ description, n }: Description): Promise<void> {
    const connection = this.#connection;
    const state = connection.signalingState;
    if (description.type === "answer") {
      if (state !== "have-local-offer" || n !== this.#offers) return;
      await connection.setRemoteDescription(description);
    } else if (description.type === "offer") {
      if (n < this.#lastRemoteOffer) return;
      this.#ignoring = state !== "stable" && !this.#hooks.polite;
      if (this.#ignoring) return;
      this.#lastRemoteOffer = n;
      this.#offersHeard += 1;
      // Rolls an offer of our own back when there is one.
      await connection.setRemoteDescription(description);
      this.#hooks.onRemoteOffer();
      await connection.setLocalDescription();
      this.#sendLocal("answer", n);
    } else return;
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
        // Of a kind this browser cannot use, or of an offer that lost; others remain.
        if (!this.#ignoring) this.#hooks.onFailure(error);
      }
    }
  }

  #sendLocal(type: "offer" | "answer", n: number): void {
    const sdp = this.#connection.localDescription?.sdp ?? "";
    this.#hooks.send({ type: "description", description: { type, sdp }, n });
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
