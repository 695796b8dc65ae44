/** Document mode, second half: writes a page that refuses framing into a frame of its own. */
import { viewOf, type FrameView } from "./frame.ts";
import { nameSelf, nonceOf, withPolicy } from "./policy.ts";

interface HtmlPolicy {
  createHTML(html: string): unknown;
}
interface TrustedTypesRealm {
  readonly trustedTypes?: {
    createPolicy(name: string, rules: { createHTML(html: string): string }): HtmlPolicy;
  };
}

/** An open place for one page. */
export interface Writer {
  readonly view: FrameView;
  /** Pages that enforce Trusted Types take only what a named policy made. */
  readonly trust: (html: string) => string;
}

/**
 * An initial `about:blank` fires no `navigate` events; a loaded `srcdoc` document does.
 * Resolves to null when the top document's policy forbids that, or the writing.
 */
export async function openWriter(frame: HTMLIFrameElement): Promise<Writer | null> {
  await new Promise((resolve) => {
    frame.addEventListener("load", resolve, { once: true });
    frame.setAttribute("srcdoc", "<!doctype html>");
  });
  const view = viewOf(frame);
  if (view?.location.href !== "about:srcdoc") return null;
  try {
    const policy = (view as TrustedTypesRealm).trustedTypes?.createPolicy("knock-knock", {
      createHTML: (text) => text,
    });
    // The types of the DOM know strings only; the browser takes the trusted object in their place.
    return { view, trust: (html) => (policy?.createHTML(html) ?? html) as string };
  } catch {
    return null;
  }
}

/**
 * Writes `html`. The document takes the address of the top document (HTML, "document open steps",
 * step 12), so that must already be the page's own.
 *
 * `prepared` runs between opening, which forgets every listener, and the page's first script.
 */
export function writePage(
  { view, trust }: Writer,
  html: string,
  policy: string | null,
  prepared: (view: FrameView) => void,
): void {
  const { document, location } = view.parent;
  const page = trust(withPolicy(html, nameSelf(policy, location), nonceOf(document)));
  view.document.open();
  prepared(view);
  let loaded = false;
  view.addEventListener("load", () => (loaded = true), { once: true });
  view.document.write(page);
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
}
