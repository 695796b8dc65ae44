import { createHmac } from "node:crypto";
import { knocked, reduce } from "../calls/machine.ts";
import { A, newCall, ring } from "../testing/made-up-calls.ts";
import { expect, test } from "vitest";
import { CREDENTIAL_TTL_MS, iceConfig, iceForCall } from "./credentials.ts";

const NOW = 1_800_000_000_000;
const turn = { stunUrls: ["stun:stun.example"], turnUrls: ["turn:turn.example"], secret: "secret" };
const who = { callId: "call-0001", participant: "visitor", relayOnly: false };

test("credentials are what coturn computes, and end after ten minutes", () => {
  const username = `${(NOW + CREDENTIAL_TTL_MS) / 1000}:call-0001-visitor`;
  const credential = createHmac("sha1", "secret").update(username).digest("base64");
  expect(iceConfig(turn, who, NOW)).toEqual({
    servers: [
      { urls: ["stun:stun.example"] },
      { urls: ["turn:turn.example"], username, credential },
    ],
    policy: "all",
    expiresAt: NOW + 600_000,
  });
});

test("a site that hides addresses relays everything and asks no STUN server", () => {
  const { servers, policy } = iceConfig(turn, { ...who, relayOnly: true }, NOW);
  expect(policy).toBe("relay");
  expect(servers.map(({ urls }) => urls[0])).toEqual(["turn:turn.example"]);
});

test("a call of such a site is relayed while it rings, and asks nobody before it does", () => {
  const queued = knocked({ ...newCall, relayOnly: true }, { position: 1, anyoneOnline: true }, NOW);
  const { state: ringing } = reduce(queued, ring, NOW);
  expect(ringing.phase.name).toBe("ringing");
  for (const participant of ["visitor", A.id]) {
    const { servers, policy } = iceForCall(turn, ringing, participant, NOW);
    expect(policy).toBe("relay");
    expect(servers.flatMap(({ urls }) => urls)).toEqual(["turn:turn.example"]);
  }
  expect(iceForCall(turn, queued, "visitor", NOW)).toEqual({
    servers: [],
    policy: "relay",
    expiresAt: NOW,
  });
});

test("a call that rings nowhere, or that is over, gets no relay", () => {
  const alone = knocked(newCall, { position: 1, anyoneOnline: false }, NOW);
  const bare = { servers: [{ urls: ["stun:stun.example"] }], policy: "all", expiresAt: NOW };
  expect(iceForCall(turn, alone, "visitor", NOW)).toEqual(bare);
  const inLine = knocked(newCall, { position: 2, anyoneOnline: true }, NOW);
  expect(iceForCall(turn, inLine, "visitor", NOW)).toEqual(bare);
  const ringing = reduce(
    alone,
    { type: "agents_available", agents: [{ id: "agent-a", name: "A" }] },
    NOW,
  ).state;
  expect(iceForCall(turn, ringing, "visitor", NOW).servers).toHaveLength(2);
  const over = reduce(ringing, { type: "cancel", who: "visitor" }, NOW).state;
  expect(iceForCall(turn, over, "visitor", NOW)).toEqual(bare);
});
