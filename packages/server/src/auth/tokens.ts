import { createHash, randomBytes } from "node:crypto";

/** 32 random bytes: guessing one is hopeless, so an unsalted hash of it may be stored. */
export const newToken = (): string => randomBytes(32).toString("base64url");

export const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");
