/**
 * The same for browsers without the Navigation API (Firefox before 147, Safari before 26.2): links
 * and forms are seen when they are used. `location =` cannot be seen there; from the real page it
 * is a real load, and the call rejoins after it.
 */
import { resolved } from "./guard.ts";
import { encodingOf, type Hear } from "./navigation.ts";

const OURS = new Set(["", "_self", "_top", "_parent"]);

export function hearClicksAndForms(
  view: Window & typeof globalThis,
  from: "page" | "frame",
  hear: Hear,
): () => void {
  const { document } = view;

  const heard = (
    event: Event,
    url: string,
    download: boolean,
    body: { data: FormData; encoding: string } | null,
  ): void => {
    const here = view.location.href.split("#", 1)[0];
    hear({
      facts: {
        from,
        type: "push",
        url,
        sameDocument: false,
        hashChange: body === null && url.includes("#") && url.split("#", 1)[0] === here,
        download,
        cancelable: true,
        handledByPage: event.defaultPrevented,
        unasked: false,
      },
      body,
      prevent: () => event.preventDefault(),
    });
  };

  const onClick = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return;
    const link = event.composedPath().find((node) => isLink(view, node));
    if (!link || !OURS.has(text(link.target))) return;
    const url = resolved(text(link.href), document.baseURI);
    if (url !== null) heard(event, url, link.hasAttribute("download"), null);
  };

  const onSubmit = (event: SubmitEvent): void => {
    const form = event.target as HTMLFormElement;
    const submitter = event.submitter;
    const asked = (name: string): string | null => submitter?.getAttribute(`form${name}`) ?? null;
    // Attributes, not properties: an input named "action" shadows the property.
    if (!OURS.has(asked("target") ?? form.getAttribute("target") ?? "")) return;
    const method = (asked("method") ?? form.getAttribute("method") ?? "get").toLowerCase();
    if (method === "dialog") return;
    const action = asked("action") ?? form.getAttribute("action") ?? "";
    const url = new URL(action || view.location.href, document.baseURI);
    const data = new view.FormData(form, submitter);
    if (method === "post") {
      heard(event, url.href, false, { data, encoding: encodingOf(form, submitter) });
      return;
    }
    url.search = new URLSearchParams(textOnly(data)).toString();
    heard(event, url.href, false, null);
  };

  // On the window and bubbling: the page's own handlers have had their say.
  view.addEventListener("click", onClick);
  view.addEventListener("submit", onSubmit);
  return () => {
    view.removeEventListener("click", onClick);
    view.removeEventListener("submit", onSubmit);
  };
}

type Link = HTMLAnchorElement | HTMLAreaElement | SVGAElement;

/** As `:any-link` has it: in text, in an image map, in a drawing. */
const isLink = (view: Window & typeof globalThis, node: EventTarget): node is Link =>
  (node instanceof view.HTMLAnchorElement && node.href !== "") ||
  (node instanceof view.HTMLAreaElement && node.href !== "") ||
  (node instanceof view.SVGAElement && node.href.baseVal !== "");

const text = (value: string | SVGAnimatedString): string =>
  typeof value === "string" ? value : value.baseVal;

/** A file stands in a query string as its name. */
export function textOnly(data: FormData): [string, string][] {
  return [...data].map(([name, value]) => [name, typeof value === "string" ? value : value.name]);
}
