import type { PeerMessage, SignalPayload } from "@knockknock/protocol";
import { PeerLink } from "../peer/peer-link.ts";
import { FakeClock, settle } from "./fake-clock.ts";
import { FakeAir } from "./fake-connection.ts";

export type Side = "agent" | "visitor";
/** A signal on its way to one side. */
export interface Letter {
  readonly to: Side;
  readonly payload: SignalPayload;
}

/** Two links over one made-up air; the test is their post office. */
export function linkedPair() {
  const clock = new FakeClock();
  const air = new FakeAir();
  const post: Letter[] = [];
  const heard: PeerMessage[] = [];
  const failures: unknown[] = [];
  const make = (side: Side): PeerLink =>
    new PeerLink({
      role: side === "agent" ? "offerer" : "adopter",
      epoch: 1,
      ice: { servers: [], policy: "all", expiresAt: null },
      clock,
      createConnection: air.create,
      hidden: () => false,
      send: (payload) => post.push({ to: side === "agent" ? "visitor" : "agent", payload }),
      onMessage: (message) => heard.push(message),
      onFailure: (error) => failures.push(error),
    });
  const links = { visitor: make("visitor"), agent: make("agent") };
  const deliver = (index: number): void => {
    const letter = post.splice(index % post.length, 1)[0];
    if (letter !== undefined) links[letter.to].receive(letter.payload);
  };
  /** Delivers whatever comes until nothing comes any more. */
  const calm = async (): Promise<void> => {
    for (let quiet = 0; quiet < 3;) {
      await clock.advance(1_000);
      quiet = post.length === 0 ? quiet + 1 : 0;
      while (post.length > 0) {
        deliver(0);
        await settle();
      }
    }
  };
  return { clock, air, post, heard, failures, ...links, deliver, calm };
}
