/** What a guest must never leave in its host: errors, unhandled rejections, policy reports. */
import type { Page } from "@playwright/test";

declare global {
  interface Window {
    hostTrouble?: string[];
  }
}

/** For `addInitScript`. */
export function watchForTrouble(): void {
  const trouble: string[] = [];
  window.hostTrouble = trouble;
  window.addEventListener("error", (event) => trouble.push(`error: ${event.message}`));
  window.addEventListener("unhandledrejection", (event) => {
    trouble.push(`unhandled: ${String(event.reason)}`);
  });
  document.addEventListener("securitypolicyviolation", (event) => {
    trouble.push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
  });
}

/** In the page and in all of its frames. */
export async function troubleOf(page: Page): Promise<string[]> {
  const told = await Promise.all(
    page.frames().map((frame) => frame.evaluate(() => (window.hostTrouble ?? []).join("\n"))),
  );
  return told.filter((text) => text !== "");
}
