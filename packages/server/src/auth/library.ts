import { betterAuth } from "better-auth";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import type { FastifyBaseLogger } from "fastify";
import { PASSWORD_LENGTH } from "../config.ts";
import type { Db } from "../db/client.ts";
import { createTurns, type Turns } from "./turns.ts";

export interface LibraryOptions {
  db: Db;
  publicUrl: string;
  secret: string;
  log: FastifyBaseLogger;
  /** In which passwords are hashed. */
  turns?: Turns;
}

/** Carries the client's address to the library; only our own code sets it. */
export const ADDRESS_HEADER = "x-knock-client-address";

const DAY_S = 86_400;
const SESSION_S = 7 * DAY_S;

/**
 * The accounts library on our database. Its own HTTP routes stay unmounted: ours call it, so that
 * every route passes the same origin check, limits and error shape.
 */
export function createLibrary({ db, publicUrl, secret, log, ...options }: LibraryOptions) {
  const { turns = createTurns() } = options;
  const https = publicUrl.startsWith("https://");
  return betterAuth({
    baseURL: publicUrl,
    secret,
    database: { db: db.kysely, type: db.dialect, transaction: true },
    telemetry: { enabled: false },
    logger: {
      level: "warn",
      log: (level, message) =>
        log[level === "error" ? "error" : "warn"]({ library: "accounts" }, message),
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      password: {
        hash: (password) => turns.run(() => hashPassword(password)),
        verify: (both) => turns.run(() => verifyPassword(both)),
      },
    },
    user: {
      additionalFields: { role: { type: "string", required: true, input: false } },
    },
    session: { expiresIn: SESSION_S, updateAge: DAY_S },
    advanced: {
      // The library's own prefix is `__Secure-`; `__Host-` also binds the cookie to this host.
      useSecureCookies: false,
      cookies: { session_token: { name: cookieName(publicUrl) } },
      defaultCookieAttributes: { secure: https, httpOnly: true, sameSite: "lax", path: "/" },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
  });
}

/** Browsers share cookies between the ports of one host; without TLS the name holds the port. */
function cookieName(publicUrl: string): string {
  const { protocol, port } = new URL(publicUrl);
  return protocol === "https:" ? "__Host-knockknock" : `knockknock-${port || "80"}`;
}

export type Library = ReturnType<typeof createLibrary>;
