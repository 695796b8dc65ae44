/** Document mode, second half: writes a page that refuses framing into a frame of its own. */
import { viewOf, type FrameView } from "./frame.ts";
import { nonceOf, withPolicy } from "./policy.ts";

interface HtmlPolicy {
  createHTML(html: string): unknown;
}
interface TrustedTypesRealm {
  readonly trustedTypes?: {
    createPolicy(name: string, rules: { createHTML(html: string): string }): HtmlPolicy;
  };
}

/**
 * An initial `about:blank` fires no `navigate` events; a loaded `srcdoc` document does.
 * Resolves to null when the top document's policy forbids even that.
 */
export async function blankFrame(frame: HTMLIFrameElement): Promise<FrameView | null> {
  await new Promise((resolve) => {
    frame.addEventListener("load", resolve, { once: true });
    frame.setAttribute("srcdoc", "<!doctype html>");
  });
  const view = viewOf(frame);
  return view?.location.href === "about:srcdoc" ? view : null;
}

/**
 * Writes `html`. The document takes the address of the top document (HTML, "document open steps",
 * step 12), so that must already be the page's own.
 *
 * `prepared` runs between opening, which forgets every listener, and the page's first script.
 */
export function writePage(
  frame: HTMLIFrameElement,
  html: string,
  policy: string | null,
  prepared: (view: FrameView) => void,
): FrameView | null {
  const view = viewOf(frame);
  if (!view) return null;
  const page = withPolicy(html, policy, nonceOf(frame.ownerDocument));
  const trusted = trust(view, page);
  view.document.open();
  prepared(view);
  let loaded = false;
  view.addEventListener("load", () => (loaded = true), { once: true });
  view.document.write(trusted);
  view.document.close();

  // The browser owes a written document no `load` event; scripts wait for one all the same.
  const finish = (): void => {
    if (view.document.readyState !== "complete") return;
    view.document.removeEventListener("readystatechange", finish);
    view.setTimeout(() => {
      if (!loaded) view.dispatchEvent(new view.Event("load"));
    });
  };
  view.document.addEventListener("readystatechange", finish);
  finish();
  return view;
}

/** Pages that enforce Trusted Types take only what a named policy made. */
function trust(view: FrameView & TrustedTypesRealm, html: string): string {
  const policy = view.trustedTypes?.createPolicy("knock-knock", { createHTML: (text) => text });
  return (policy?.createHTML(html) ?? html) as string;
}
