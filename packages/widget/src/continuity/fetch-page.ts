/** Document mode, first half: gets a page as the browser's own navigation would. */
import { textOnly } from "./fallback.ts";
import type { FormBody } from "./navigation.ts";
import { isAttachment, type Probe, type Verdict } from "./probe.ts";

/**
 * To be saved. Its bytes may be long on their way, and are not asked for again: the address may work
 * only once, and a POST must not be repeated.
 */
export interface Download {
  readonly kind: "download";
  readonly blob: Promise<Blob>;
  readonly name: string;
}

export type Fetched =
  | {
      readonly kind: "page";
      /** After redirects, with the fragment that was asked for. */
      readonly url: string;
      readonly html: string;
      readonly policy: string | null;
      readonly verdict: Verdict;
    }
  | Download
  /** Something that cannot be written: a PDF, an image, plain text. */
  | { readonly kind: "other-type"; readonly verdict: Verdict }
  /** 204 and 205: the page stays. */
  | { readonly kind: "nothing" }
  /** It redirects to another website; `-answer`: a form does, which has been sent. */
  | { readonly kind: "cross-origin" | "cross-origin-answer" }
  | { readonly kind: "unreachable" };

const ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/** Rejects only with the signal's `AbortError`. */
export async function fetchPage(
  view: Window & typeof globalThis,
  url: string,
  body: FormBody | null,
  probe: Probe,
  signal: AbortSignal,
): Promise<Fetched> {
  // A file goes on arriving when the visitor goes on browsing, so it has a signal of its own.
  const own = new AbortController();
  const abort = (): void => own.abort(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort);
  const request: RequestInit = {
    credentials: "same-origin",
    headers: { accept: ACCEPT },
    mode: "same-origin",
    signal: own.signal,
    ...(body && { method: "POST", body: encode(body) }),
  };
  if (body?.encoding === "text/plain")
    request.headers = { accept: ACCEPT, "content-type": "text/plain" };
  let response: Response;
  let bytes: ArrayBuffer | null = null;
  try {
    response = await view.fetch(url, request);
    if (isPage(response.headers)) bytes = await response.arrayBuffer();
  } catch (error) {
    if (signal.aborted) throw error;
    // A POST is never sent twice, so where it wanted to go stays unknown.
    if (body)
      return { kind: (await answers(view, signal)) ? "cross-origin-answer" : "unreachable" };
    return { kind: (await redirectsAway(view, url, signal)) ? "cross-origin" : "unreachable" };
  }
  if (response.status === 204 || response.status === 205) return { kind: "nothing" };

  const { headers } = response;
  const final = withFragment(response.url || url, url);
  const verdict = probe.learn(final, headers);
  if (bytes) {
    const html = decode(bytes, typeOf(headers));
    return {
      kind: "page",
      url: final,
      html,
      policy: headers.get("content-security-policy"),
      verdict,
    };
  }
  if (body || verdict.attachment) {
    signal.removeEventListener("abort", abort);
    return { kind: "download", blob: response.blob(), name: fileName(headers, final) };
  }
  own.abort();
  return { kind: "other-type", verdict };
}

/**
 * Without a type the browser guesses, unless it must not: then nothing becomes a page (MIME
 * Sniffing, section 7.1).
 */
function typeOf(headers: Headers): string {
  const guesses = !/^\s*nosniff\b/i.test(headers.get("x-content-type-options") ?? "");
  return headers.get("content-type") ?? (guesses ? "text/html" : "text/plain");
}

const isPage = (headers: Headers): boolean =>
  !isAttachment(headers) && /^(?:text\/html|application\/xhtml\+xml)\b/i.test(typeOf(headers));

/** The request that failed had been answered, with a redirect that this origin may not follow. */
async function redirectsAway(
  view: Window & typeof globalThis,
  url: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const response = await view.fetch(url, {
      credentials: "same-origin",
      mode: "same-origin",
      redirect: "manual",
      signal,
    });
    return response.type === "opaqueredirect";
  } catch (error) {
    if (signal.aborted) throw error;
    return false;
  }
}

/**
 * The website itself is there: then what a form got was a redirect that this origin may not
 * follow. (`fetch` tells nobody so; in `no-cors` mode it would, but ask the other website for the
 * page, and an address that works once would be used up.)
 */
async function answers(view: Window & typeof globalThis, signal: AbortSignal): Promise<boolean> {
  try {
    await view.fetch(view.location.href, {
      method: "HEAD",
      cache: "no-store",
      credentials: "omit",
      mode: "same-origin",
      redirect: "manual",
      signal,
    });
    return true;
  } catch (error) {
    if (signal.aborted) throw error;
    return false;
  }
}

function encode({ data, encoding }: FormBody): BodyInit {
  if (encoding === "multipart/form-data") return data;
  const fields = textOnly(data);
  if (encoding === "text/plain")
    return fields.map(([name, value]) => `${name}=${value}\r\n`).join("");
  return new URLSearchParams(fields);
}

function withFragment(final: string, asked: string): string {
  const fragment = new URL(asked).hash;
  return final.includes("#") ? final : final + fragment;
}

/** From the header, or else from the first 1,024 bytes, as the HTML standard prescribes. */
function decode(bytes: ArrayBuffer, type: string): string {
  const head = new TextDecoder("latin1").decode(bytes.slice(0, 1024));
  const label =
    /charset="?([\w-]+)/i.exec(type)?.[1] ??
    /<meta[^>]+charset=["']?\s*([\w-]+)/i.exec(head)?.[1] ??
    "utf-8";
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

function fileName(headers: Headers, url: string): string {
  const disposition = headers.get("content-disposition") ?? "";
  const encoded = /filename\*=utf-8''([^;]+)/i.exec(disposition)?.[1];
  const plain = /filename="?([^";]+)/i.exec(disposition)?.[1];
  try {
    if (encoded) return decodeURIComponent(encoded);
  } catch {
    // A name that is not what it says; the plain one is next.
  }
  return plain ?? new URL(url).pathname.split("/").at(-1) ?? "";
}
