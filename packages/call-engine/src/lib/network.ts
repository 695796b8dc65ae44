/** The Network Information API (WICG), as far as it is used here; Chromium on Android has it. */
interface NetworkInformation extends EventTarget {
  readonly type?: string;
}

/**
 * Runs when there is a network again or a different one: what was open over the one before is
 * dead, and nobody tells. `change` also comes when the browser only guesses another speed.
 */
export function onNetwork(run: () => void): () => void {
  const { connection } = globalThis.navigator as { connection?: NetworkInformation };
  let kind = connection?.type;
  const look = (): void => {
    if (connection?.type === kind) return;
    kind = connection?.type;
    if (kind !== "none") run();
  };
  globalThis.addEventListener?.("online", run);
  connection?.addEventListener("change", look);
  return () => {
    globalThis.removeEventListener?.("online", run);
    connection?.removeEventListener("change", look);
  };
}
