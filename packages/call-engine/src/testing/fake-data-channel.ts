/** One end of a negotiated data channel; what is said arrives at once while the air is open. */
export class FakeDataChannel extends EventTarget {
  readyState: RTCDataChannelState = "connecting";
  bufferedAmount = 0;
  peer: FakeDataChannel | null = null;
  readonly air: { readonly open: boolean };
  constructor(air: FakeDataChannel["air"]) {
    super();
    this.air = air;
  }
  send(data: string): void {
    const { peer } = this;
    if (!this.air.open || peer === null) return;
    // What comes before the other end says it is open waits there.
    void Promise.resolve().then(() => {
      if (peer.readyState === "open") {
        peer.dispatchEvent(Object.assign(new Event("message"), { data }));
      }
    });
  }
  open(peer: FakeDataChannel): void {
    this.peer = peer;
    if (this.readyState !== "connecting") return;
    this.readyState = "open";
    this.dispatchEvent(new Event("open"));
  }
  close(): void {
    if (this.readyState === "closed") return;
    this.readyState = "closed";
    this.dispatchEvent(new Event("close"));
  }
}
