import type { CreateConnection } from "../peer/connection.ts";
import { FakeDataChannel } from "./fake-data-channel.ts";
import { settle } from "./fake-clock.ts";
import { FakeTrack } from "./fake-media.ts";

/** The air between fake connections: who can reach whom, by ICE user fragment. */
export class FakeAir {
  readonly connections: FakeConnection[] = [];
  #open = true;
  #fragments = 0;

  /** False: a cable was cut; nothing gets through and transports fail to come up. */
  get open(): boolean {
    return this.#open;
  }

  /** Candidates that are known already go on being tried. */
  set open(open: boolean) {
    this.#open = open;
    this.connect();
  }

  readonly create: CreateConnection = () => {
    const connection = new FakeConnection(this);
    this.connections.push(connection);
    return connection as unknown as RTCPeerConnection;
  };

  fragment(): string {
    this.#fragments += 1;
    return `u${String(this.#fragments)}`;
  }

  /** A pair is up when each has the other's present fragment as description and as candidate. */
  connect(): void {
    if (!this.open) return;
    for (const one of this.connections) {
      const other = this.connections.find(
        (candidate) => candidate !== one && candidate.ufrag === one.remoteUfrag,
      );
      if (other === undefined || other.remoteUfrag !== one.ufrag) continue;
      if (one.hears(other) && other.hears(one)) one.come(other);
    }
  }
}

interface FakeTransceiver {
  mid: string | null;
  direction: string;
  currentDirection: string | null;
  readonly receiver: { track: FakeTrack };
  /** As `setCodecPreferences` was told; null = never. */
  preferred: readonly { readonly mimeType: string }[] | null;
  setCodecPreferences(codecs: readonly { readonly mimeType: string }[]): void;
  readonly sender: {
    track: unknown;
    setStreams(): void;
    replaceTrack(track: unknown): Promise<void>;
    getParameters(): { encodings: object[] };
    setParameters(parameters?: { encodings: object[] }): Promise<void>;
  };
}

function transceiver(kind: "audio" | "video", direction: string): FakeTransceiver {
  const sender = {
    track: null as unknown,
    setStreams: () => undefined,
    replaceTrack: (track: unknown) => {
      sender.track = track;
      return Promise.resolve();
    },
    getParameters: () => ({ encodings: [{}] }),
    setParameters: () => Promise.resolve(),
  };
  const receiver = { track: new FakeTrack(kind, "remote") };
  const made: FakeTransceiver = {
    mid: null,
    direction,
    currentDirection: null,
    receiver,
    preferred: null,
    setCodecPreferences: (codecs) => {
      made.preferred = codecs;
    },
    sender,
  };
  return made;
}

/**
 * As much of RTCPeerConnection as the peer link uses: signaling states with rollback (JSEP,
 * RFC 8829 §3.2), ICE user fragments that change with a restart, and a negotiated data channel.
 */
export class FakeConnection extends EventTarget {
  signalingState: RTCSignalingState = "stable";
  connectionState: RTCPeerConnectionState = "new";
  iceConnectionState: RTCIceConnectionState = "new";
  localDescription: { type: string; sdp: string } | null = null;
  remoteDescription: { type: string; sdp: string } | null = null;
  ufrag: string;
  remoteUfrag: string | null = null;
  /** Remote descriptions taken so far. */
  applied = 0;
  readonly transceivers: FakeTransceiver[] = [];
  readonly channel: FakeDataChannel;
  readonly #air: FakeAir;
  #heard = new Set<string>();
  #stable: Pick<FakeConnection, "localDescription" | "remoteDescription" | "ufrag">;
  #restart = false;

  constructor(air: FakeAir) {
    super();
    this.#air = air;
    this.ufrag = air.fragment();
    this.channel = new FakeDataChannel(air);
    this.#stable = { localDescription: null, remoteDescription: null, ufrag: this.ufrag };
  }

  hears(other: FakeConnection): boolean {
    return this.#heard.has(other.ufrag) && this.signalingState === "stable";
  }

  come(other: FakeConnection): void {
    if (this.signalingState === "closed") return;
    this.channel.open(other.channel);
    if (this.connectionState === "connected") return;
    this.iceConnectionState = "connected";
    this.#become("connected");
  }

  drop(state: "disconnected" | "failed"): void {
    this.iceConnectionState = state;
    this.#become(state);
  }

  /** DTLS fails on a path that is good. */
  spoil(): void {
    this.iceConnectionState = "connected";
    this.#become("failed");
  }

  addTransceiver(kind: "audio" | "video", { direction }: { direction: string }): FakeTransceiver {
    const added = transceiver(kind, direction);
    this.transceivers.push(added);
    return added;
  }

  getTransceivers(): readonly FakeTransceiver[] {
    return this.transceivers;
  }

  createDataChannel(): FakeDataChannel {
    return this.channel;
  }

  setConfiguration(): void {
    // Servers make no difference in this air.
  }

  getStats(): Promise<Map<string, object>> {
    return Promise.resolve(new Map<string, object>());
  }

  restartIce(): void {
    this.#restart = true;
  }

  async setLocalDescription(description?: { type: "rollback" }): Promise<void> {
    await Promise.resolve();
    this.#assertOpen();
    if (description !== undefined) {
      if (this.signalingState !== "have-local-offer") throw new Error("Nothing to roll back");
      this.#rollBack();
      return;
    }
    if (this.signalingState === "have-remote-offer") {
      const answer = { type: "answer", sdp: this.#sdp() };
      this.localDescription = answer;
      this.#settle();
    } else {
      if (this.#restart) this.ufrag = this.#air.fragment();
      this.localDescription = { type: "offer", sdp: this.#sdp() };
      this.signalingState = "have-local-offer";
    }
    this.transceivers.forEach((each, index) => (each.mid ??= String(index)));
    const candidate = {
      candidate: `candidate:${this.ufrag}`,
      sdpMid: "0",
      sdpMLineIndex: 0,
      usernameFragment: this.ufrag,
    };
    void settle().then(() => {
      this.dispatchEvent(Object.assign(new Event("icecandidate"), { candidate }));
    });
  }

  async setRemoteDescription(description: { type: string; sdp: string }): Promise<void> {
    await Promise.resolve();
    this.#assertOpen();
    if (description.type === "answer") {
      if (this.signalingState !== "have-local-offer") throw new Error("Answer without an offer");
      this.#restart = false;
      this.#takeRemote(description);
      this.#settle();
      return;
    }
    if (this.signalingState === "have-local-offer") this.#rollBack();
    const restarts = fragmentOf(description.sdp) !== this.remoteUfrag && this.remoteUfrag !== null;
    if (restarts) this.ufrag = this.#air.fragment();
    this.#takeRemote(description);
    this.signalingState = "have-remote-offer";
    if (this.transceivers.length === 0) {
      for (const kind of ["audio", "video", "video"] as const) {
        this.transceivers.push(transceiver(kind, "recvonly"));
      }
      this.transceivers.forEach((each, index) => (each.mid = String(index)));
    }
  }

  async addIceCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    await Promise.resolve();
    if (this.remoteDescription === null) throw new Error("Candidate before the description");
    if (typeof candidate.usernameFragment === "string") this.#heard.add(candidate.usernameFragment);
    this.#air.connect();
  }

  close(): void {
    this.signalingState = "closed";
    this.connectionState = "closed";
    this.channel.close();
  }

  #rollBack(): void {
    Object.assign(this, this.#stable);
    this.signalingState = "stable";
  }

  #takeRemote(description: { type: string; sdp: string }): void {
    this.applied += 1;
    this.remoteDescription = description;
    this.remoteUfrag = fragmentOf(description.sdp);
    // Candidates may come within the description too.
    if (description.sdp.includes("a=candidate") && this.remoteUfrag !== null) {
      this.#heard.add(this.remoteUfrag);
    }
  }

  #settle(): void {
    this.signalingState = "stable";
    const { localDescription, remoteDescription, ufrag } = this;
    this.#stable = { localDescription, remoteDescription, ufrag };
    for (const each of this.transceivers) each.currentDirection = each.direction;
    this.#air.connect();
  }

  #become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.dispatchEvent(new Event("connectionstatechange"));
  }

  #sdp(): string {
    return `v=0\r\na=ice-ufrag:${this.ufrag}\r\na=candidate:${this.ufrag}\r\n`;
  }

  #assertOpen(): void {
    if (this.signalingState === "closed") throw new Error("The connection is closed");
  }
}

const fragmentOf = (sdp: string): string | null => /a=ice-ufrag:(\S+)/.exec(sdp)?.[1] ?? null;
