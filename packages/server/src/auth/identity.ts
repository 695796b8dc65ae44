/**
 * `identify({ token })`: a JWT (RFC 7519) that the site's backend signed with a key it shares with
 * this server. HS256 only, audience = the site's public key, at most five minutes to live, each
 * `jti` good for one call.
 */
import { LIMITS, clip, type WireError } from "@knockknock/protocol";
import { errors, type JWTPayload, jwtVerify } from "jose";

export const MAX_TOKEN_AGE_S = 300;
/** Clocks of the owner's server and ours may differ by this much. */
const CLOCK_TOLERANCE_S = 5;

export interface SignedIdentity {
  /** The owner's own name for this customer (`sub`); null when the token has none. */
  readonly subject: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly jti: string;
  /** Milliseconds. */
  readonly expiresAt: number;
}

export type IdentityResult =
  | { readonly ok: true; readonly identity: SignedIdentity }
  | { readonly ok: false; readonly error: WireError };

const refuse = (why: string): IdentityResult => ({
  ok: false,
  error: { code: "unauthorized", message: `The identity token was refused: ${why}` },
});

/** `keys`: the site's secrets, newest first; two while the owner rotates them. */
export async function verifyIdentity(
  token: string,
  site: { readonly key: string; readonly identityKeys: readonly string[] },
  now: number,
): Promise<IdentityResult> {
  const { identityKeys: keys } = site;
  if (keys.length === 0) {
    return refuse("this site has no identity key. Send name and e-mail address without a token.");
  }
  let reason = "its signature is wrong.";
  for (const key of keys) {
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(key), {
        algorithms: ["HS256"],
        audience: site.key,
        requiredClaims: ["exp", "jti"],
        clockTolerance: CLOCK_TOLERANCE_S,
        currentDate: new Date(now),
      });
      return accept(payload, now);
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) reason = explain(error);
    }
  }
  return refuse(reason);
}

function accept(payload: JWTPayload, now: number): IdentityResult {
  const { exp, jti, sub } = payload;
  if (exp === undefined || jti === undefined || jti === "" || jti.length > 200) {
    return refuse("it needs `exp` and a `jti` of 1 to 200 characters.");
  }
  if (exp * 1000 - now > (MAX_TOKEN_AGE_S + CLOCK_TOLERANCE_S) * 1000) {
    return refuse(`it is valid for longer than ${MAX_TOKEN_AGE_S} seconds.`);
  }
  const claim = (name: string, limit: number) => {
    const value = payload[name];
    return typeof value === "string" && value !== "" ? clip(value, limit) : null;
  };
  return {
    ok: true,
    identity: {
      subject: sub === undefined ? null : clip(sub, 200),
      name: claim("name", LIMITS.name),
      email: claim("email", LIMITS.email),
      jti,
      expiresAt: exp * 1000,
    },
  };
}

function explain(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return "it has expired.";
  if (error instanceof errors.JOSEAlgNotAllowed) return "it must be signed with HS256.";
  if (error instanceof errors.JWTClaimValidationFailed) {
    return `its claim \`${error.claim}\` is missing or wrong (\`aud\` is the site's public key).`;
  }
  return "it is no well-formed signed JWT.";
}
