import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SECRET_BYTES = 32;

/**
 * The server's secret: the configured one, or the one kept in the data directory, which is made at
 * the first boot and readable by its owner only.
 */
export function loadSecret(dataDir: string, configured: string | null): string {
  if (configured !== null) return configured;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, "secret");
  try {
    // `wx` fails when the file exists, so two servers that start at once agree on one secret.
    writeFileSync(file, randomBytes(SECRET_BYTES).toString("base64url"), {
      flag: "wx",
      mode: 0o600,
      flush: true,
    });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const secret = readFileSync(file, "utf8").trim();
  if (secret === "") {
    throw new Error(
      `${file} is empty: restore it from a backup, or delete it to sign everyone out`,
    );
  }
  return secret;
}
