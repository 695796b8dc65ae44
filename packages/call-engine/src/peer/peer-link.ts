import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { IceConfig, PeerMessage, SignalPayload } from "@knockknock/protocol";
import type { Clock } from "../lib/clock.ts";
import { Scope } from "../lib/scope.ts";
import { configurationOf, type CreateConnection } from "./connection.ts";
import { CameraStart } from "./camera-start.ts";
import { Negotiation, type NegotiationRole } from "./negotiation.ts";
import { PeerChannel } from "./peer-channel.ts";
import {
  givesUpCamera,
  kindOf,
  NO_TRACKS,
  type RemoteStreams,
  preferRedundancy,
  type Slot,
  SLOTS,
  type Thrift,
  type Tracks,
  type Transceivers,
  tune,
  type Tuning,
} from "./senders.ts";

/**
 * An offer without an answer after this time is sent once more: it or its answer got lost, or the
 * other side has only now found its way back to the server. Half of what recovery may take.
 */
const REPEAT_OFFER_MS = 500;

export interface PeerLinkOptions {
  /** The offerer makes the transceivers and every offer; the other side adopts them by mid. */
  readonly role: NegotiationRole;
  readonly epoch: number;
  readonly ice: IceConfig;
  readonly clock: Clock;
  readonly createConnection: CreateConnection;
  hidden(): boolean;
  send(payload: SignalPayload): void;
  onMessage(message: PeerMessage): void;
  onFailure(error: unknown): void;
}

/**
 * One peer connection to one remote participant in one epoch: a bundle with three fixed
 * `sendrecv` transceivers (audio, camera, screen) and a negotiated data channel. Media is put in
 * and taken out with `replaceTrack` alone, so nothing a person does needs a negotiation.
 */
export class PeerLink {
  readonly epoch: number;
  readonly channel: PeerChannel;
  readonly #scope = new Scope();
  readonly #options: PeerLinkOptions;
  readonly #connection: RTCPeerConnection;
  readonly #negotiation: Negotiation;
  readonly #transport = signal<RTCPeerConnectionState>("new");
  readonly #channelOpen = signal(false);
  readonly #remote = signal<RemoteStreams | null>(null);
  readonly #outgoing = { camera: new MediaStream(), screen: new MediaStream() };
  #transceivers: Transceivers | null = null;
  #tracks: Tracks = NO_TRACKS;
  #thrift: Thrift = "none";
  #isFilling = false;
  #fillAgain = false;
  readonly #start: CameraStart;
  #cutOff = false;
  #offset = 0;
  #tuned = "";

  constructor(options: PeerLinkOptions) {
    this.#options = options;
    this.epoch = options.epoch;
    const connection = options.createConnection(configurationOf(options.ice));
    this.#connection = connection;
    this.#negotiation = new Negotiation(connection, {
      role: options.role,
      send: (payload) => options.send(payload),
      onRemoteOffer: () => this.#adopt(),
      onFailure: (error) => options.onFailure(error),
    });
    this.#start = new CameraStart(this, (ms, run) => this.#scope.add(options.clock.after(ms, run)));
    this.#scope.add(() => connection.close());
    this.#scope.add(() => this.#negotiation.close());
    this.#scope.listen(connection, "connectionstatechange", () => {
      this.#transport.value = connection.connectionState;
      this.#fill();
    });
    if (options.role === "offerer") this.#makeTransceivers();
    this.channel = new PeerChannel(connection, this.#scope, {
      clock: options.clock,
      hidden: () => options.hidden(),
      onMessage: (message) => options.onMessage(message),
      onState: (open) => {
        this.#channelOpen.value = open;
      },
    });
    if (options.role === "offerer") this.#negotiation.offer();
    this.#scope.add(options.clock.every(REPEAT_OFFER_MS, () => this.#negotiation.repeatOffer()));
  }

  /** `connected` = ICE and DTLS are up; media may flow. */
  get transport(): ReadonlySignal<RTCPeerConnectionState> {
    return this.#transport;
  }
  /** The peer's page is on the other end and answers: both sides are up. */
  get channelOpen(): ReadonlySignal<boolean> {
    return this.#channelOpen;
  }
  /** What the peer sends; the streams stay the same objects while tracks come and go. */
  get remote(): ReadonlySignal<RemoteStreams | null> {
    return this.#remote;
  }

  receive(payload: SignalPayload): void {
    this.#negotiation.receive(payload);
  }

  /** What to send from now on; null stops sending without a negotiation. */
  setTracks(tracks: Tracks, thrift: Thrift): void {
    this.#tracks = tracks;
    this.#thrift = thrift;
    this.#fill();
  }

  /**
   * While nothing gets through, only sound is sent. Pictures lost in a cut would be asked for again
   * one by one when it ends, for a second and on a link that has to find its pace anew; a camera that
   * starts afterwards begins with a picture that needs no other, and a small one.
   */
  setCutOff(cutOff: boolean): void {
    if (this.#cutOff === cutOff) return;
    this.#cutOff = cutOff;
    if (!cutOff) this.#start.small = true;
    this.#fill();
  }

  /**
   * Makes Chromium test whether the path carries more than it believes: as long as little is sent it
   * does so when a limit changes, by any amount, and hardly ever by itself.
   */
  probe(): void {
    // Two in a row are no way back.
    this.#offset = (this.#offset + 1_000) % 3_000;
    this.#fill();
  }

  /** For the next search for a path; the present one goes on. */
  useServers(ice: IceConfig): void {
    if (this.#connection.signalingState === "closed") return;
    this.#connection.setConfiguration(configurationOf(ice));
  }

  /** The offerer looks for a path anew, with what its network is like now. */
  restartIce(): void {
    this.#negotiation.restart();
  }

  /** An offer of this side waits for its answer. */
  get unanswered(): boolean {
    return this.#connection.signalingState === "have-local-offer";
  }

  /** There is a path, and DTLS failed on it: no other path mends that, only another connection. */
  get spoilt(): boolean {
    const { connectionState, iceConnectionState } = this.#connection;
    return connectionState === "failed" && iceConnectionState !== "failed";
  }

  getStats(): Promise<RTCStatsReport> {
    return this.#connection.getStats();
  }

  close(): void {
    this.#scope.close();
    this.#transport.value = "closed";
    this.#channelOpen.value = false;
  }

  #makeTransceivers(): void {
    const add = (slot: Slot): RTCRtpTransceiver =>
      this.#connection.addTransceiver(kindOf(slot), {
        direction: "sendrecv",
        streams: [this.#streamOf(slot)],
      });
    const audio = add("audio");
    preferRedundancy(audio);
    this.#use({ audio, camera: add("camera"), screen: add("screen") });
  }

  #adopt(): void {
    if (this.#transceivers !== null) return;
    const [audio, camera, screen] = [...this.#connection.getTransceivers()].sort(
      (a, b) => Number(a.mid) - Number(b.mid),
    );
    if (audio === undefined || camera === undefined || screen === undefined) {
      this.#options.onFailure(new Error("The offer lacks a transceiver"));
      return;
    }
    const adopted = { audio, camera, screen };
    for (const slot of SLOTS) {
      adopted[slot].direction = "sendrecv";
      adopted[slot].sender.setStreams(this.#streamOf(slot));
    }
    this.#use(adopted);
  }

  /** Sound and camera share a stream, so that the browser on the other side keeps them in step. */
  #streamOf(slot: Slot): MediaStream {
    return slot === "screen" ? this.#outgoing.screen : this.#outgoing.camera;
  }

  #use(transceivers: Transceivers): void {
    this.#transceivers = transceivers;
    const { audio, camera, screen } = transceivers;
    this.#remote.value = {
      camera: new MediaStream([audio.receiver.track, camera.receiver.track]),
      screen: new MediaStream([screen.receiver.track]),
    };
    this.#fill();
  }

  /** One change at a time; what is wanted by the time it is done comes next. */
  #fill(): void {
    if (this.#isFilling) this.#fillAgain = true;
    // The first replacement is made within this very call: it is what the other side waits for.
    else void this.#fillUntilDone();
  }

  async #fillUntilDone(): Promise<void> {
    const transceivers = this.#transceivers;
    if (transceivers === null || this.#scope.closed) return;
    this.#isFilling = true;
    try {
      do {
        this.#fillAgain = false;
        const tracks = this.#tracks;
        const changes = SLOTS.filter((slot) => transceivers[slot].sender.track !== tracks[slot]);
        await Promise.all(
          changes.map((slot) => transceivers[slot].sender.replaceTrack(tracks[slot])),
        );
        if (tracks.camera === null || this.#cutOff || givesUpCamera(this.#thrift)) {
          this.#start.pause();
        } else if (this.#wasUp) this.#start.begin();
        await this.#tune(transceivers);
      } while (this.#fillAgain && !this.#scope.closed);
    } catch (error) {
      if (!this.#scope.closed) this.#options.onFailure(error);
    } finally {
      this.#isFilling = false;
    }
  }

  /** Parameters can be set from the first connection on; it may be down again by now. */
  get #wasUp(): boolean {
    const { value } = this.#transport;
    return value !== "new" && value !== "connecting";
  }

  async #tune(transceivers: Transceivers): Promise<void> {
    const tuning: Tuning = {
      sharing: this.#tracks.screen !== null,
      small: this.#start.small,
      offset: this.#offset,
      thrift: this.#thrift,
      cutOff: this.#cutOff,
    };
    const wanted = Object.values(tuning).join(" ");
    if (!this.#wasUp || this.#tuned === wanted) return;
    this.#tuned = wanted;
    await tune(transceivers, tuning);
  }
}
