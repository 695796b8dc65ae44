/**
 * Short-lived TURN credentials as coturn's `use-auth-secret` checks them (the "REST API for access
 * to TURN services" draft, section 2.2): the username is `expiry:name`, the password the base64
 * of HMAC-SHA1 over it. They are made for participants of ringing or live calls only.
 */
import { createHmac } from "node:crypto";
import type { IceConfig } from "@knockknock/protocol";
import type { CallState } from "../calls/machine.ts";
import type { TurnConfig } from "../calls/ports.ts";

export const CREDENTIAL_TTL_MS = 10 * 60_000;

export function iceConfig(
  turn: TurnConfig,
  who: { callId: string; participant: string; relayOnly: boolean },
  now: number,
): IceConfig {
  const servers: IceConfig["servers"] = [];
  if (turn.stunUrls.length > 0 && !who.relayOnly) servers.push({ urls: [...turn.stunUrls] });
  const policy = who.relayOnly ? "relay" : "all";
  if (turn.secret === null || turn.turnUrls.length === 0) {
    return { servers, policy, expiresAt: null };
  }
  const expirySeconds = Math.floor((now + CREDENTIAL_TTL_MS) / 1000);
  const username = `${expirySeconds}:${who.callId}-${who.participant}`;
  const credential = createHmac("sha1", turn.secret).update(username).digest("base64");
  servers.push({ urls: [...turn.turnUrls], username, credential });
  return { servers, policy, expiresAt: expirySeconds * 1000 };
}

/**
 * The same for a participant of a call, whatever its phase: a call that rings nowhere, or is over,
 * gets no relay. Its answer has expired already, so that whoever holds it asks again once it rings.
 */
export function iceForCall(
  turn: TurnConfig,
  state: CallState,
  participant: string,
  now: number,
): IceConfig {
  const { id: callId, phase, relayOnly } = state;
  const served = phase.name !== "queued" && phase.name !== "ended";
  if (served) return iceConfig(turn, { callId, participant, relayOnly }, now);
  const bare = iceConfig({ ...turn, secret: null }, { callId, participant, relayOnly }, now);
  return turn.secret === null ? bare : { ...bare, expiresAt: now };
}
