/** One shell per document, however often a call starts in it. */
import type { Continuity, ContinuityOptions } from "./contract.ts";
import { Shell } from "./shell.ts";

const shells = new WeakMap<Document, Shell>();

/** Starts carrying. Where an earlier call left a carried page on show, that page is taken over. */
export function startContinuity(options: ContinuityOptions): Continuity {
  const document = options.host.ownerDocument;
  const left = shells.get(document);
  if (left && !left.disposed) {
    left.revive(options);
    return left;
  }
  const shell = new Shell(options);
  shells.set(document, shell);
  return shell;
}
