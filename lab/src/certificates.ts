import { createHash, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { run } from "./shell.ts";
import { SERVER, TURN } from "./topology/addresses.ts";

export interface Certificate {
  readonly cert: string;
  readonly key: string;
  /** Base64 of the SHA-256 of the public key, as Chromium's `…-spki-list` switch takes it. */
  readonly spki: string;
  readonly authority: string;
}

/** Makes a certificate authority for one run of the lab and a certificate for its servers. */
export async function makeCertificate(directory: string): Promise<Certificate> {
  const at = (name: string) => path.join(directory, name);
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  await run("openssl", [
    "req",
    "-x509",
    ...newKey,
    "-days",
    "2",
    "-subj",
    "/CN=Knock Knock lab authority",
    "-keyout",
    at("authority.key"),
    "-out",
    at("authority.pem"),
  ]);
  const names = [TURN, SERVER]
    .flatMap((host) => Object.keys(host.names))
    .map((name) => `DNS:${name}`)
    .join(",");
  await run("openssl", [
    "req",
    "-x509",
    ...newKey,
    "-days",
    "2",
    "-subj",
    "/CN=lab",
    "-CA",
    at("authority.pem"),
    "-CAkey",
    at("authority.key"),
    "-addext",
    `subjectAltName=${names}`,
    "-addext",
    "basicConstraints=critical,CA:FALSE",
    "-keyout",
    at("server.key"),
    "-out",
    at("server.pem"),
  ]);
  const { publicKey } = new X509Certificate(await readFile(at("server.pem")));
  const spki = createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("base64");
  return { cert: at("server.pem"), key: at("server.key"), spki, authority: at("authority.pem") };
}
