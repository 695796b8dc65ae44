/** Gets one page, natively where it may be framed and in document mode where it refuses. */
import type { BlockedKind } from "./contract.ts";
import { openWriter, type Writer } from "./document-mode.ts";
import { fetchPage, type Download, type Fetched } from "./fetch-page.ts";
import { createFrame, loadInto, type Arrival, type FrameView } from "./frame.ts";
import type { FormBody } from "./navigation.ts";
import type { Probe, Verdict } from "./probe.ts";

export interface PageRequest {
  readonly url: string;
  /** A POST; null for GET. */
  readonly body: FormBody | null;
}

export type WrittenPage = Extract<Fetched, { kind: "page" }>;

export type Loaded =
  /** In the frame already, its scripts running. */
  | { readonly kind: "native"; readonly frame: HTMLIFrameElement; readonly view: FrameView }
  /** To be written into the frame, once the address bar shows `page.url`. */
  | {
      readonly kind: "document";
      readonly frame: HTMLIFrameElement;
      readonly writer: Writer;
      readonly page: WrittenPage;
    }
  | Download
  /** The visitor stays where they are: 204, or a download that the browser has taken over. */
  | { readonly kind: "nothing" }
  | { readonly kind: "blocked"; readonly why: BlockedKind };

/** What the headers have against a frame. */
interface Objection {
  readonly kind: "attachment" | "apart" | "refused";
}

/** A frame whose headers refuse it has met them by then, in ms; not every browser says so. */
const ANSWERED_MS = 2000;
/** By then a download is the browser's own, in ms. */
const HANDED_OVER_MS = 5000;

const BLOCKED = (why: BlockedKind): Loaded => ({ kind: "blocked", why });

/** What a pointer, a finger or a keyboard does in a page before it follows a link. */
const REACHING = ["pointerover", "focusin"] as const;
/** What may lead to another page. */
const LEADS_AWAY = "a, area, button, input, select, textarea";

export class PageLoader {
  readonly #view: FrameView;
  readonly #host: HTMLElement;
  readonly #probe: Probe;
  /** What the last page said: a website that refuses once mostly refuses throughout. */
  #refuses = false;
  /** What the policy of the top document has reported to be forbidden for its own origin. */
  readonly #forbidden = { frames: false, fetch: false };

  constructor(view: FrameView, host: HTMLElement, probe: Probe) {
    this.#view = view;
    this.#host = host;
    this.#probe = probe;
  }

  /** Notes what the page's own Content-Security-Policy forbids. Returns what stops the listening. */
  heed(): () => void {
    const { document, location } = this.#view;
    const onViolation = (event: SecurityPolicyViolationEvent): void => {
      const { blockedURI, disposition, effectiveDirective } = event;
      if (disposition !== "enforce" || !blockedURI.startsWith(location.origin)) return;
      if (/^(frame|child)-src/.test(effectiveDirective)) this.#forbidden.frames = true;
      if (effectiveDirective.startsWith("connect-src")) this.#forbidden.fetch = true;
    };
    document.addEventListener("securitypolicyviolation", onViolation);
    return () => document.removeEventListener("securitypolicyviolation", onViolation);
  }

  /**
   * Asks once how this website answers, so that the first navigation need not fail first. Not before
   * the visitor reaches for a link or a form: a strict Content-Security-Policy would report the question
   * in calls that never leave it. Returns what takes the waiting back.
   */
  learn(url: string): () => void {
    const waiting = new AbortController();
    const onReach = ({ target }: Event): void => {
      if (!(target instanceof Element && target.closest(LEADS_AWAY))) return;
      waiting.abort();
      void this.#probe.ask(url).then((verdict) => {
        if (verdict) this.#refuses = !verdict.framable;
      });
    };
    for (const type of REACHING) {
      this.#view.addEventListener(type, onReach, { capture: true, signal: waiting.signal });
    }
    return () => waiting.abort();
  }

  /** Rejects only when `signal` aborts; every frame it made is then gone. */
  async load(request: PageRequest, signal: AbortSignal, inDocumentMode = false): Promise<Loaded> {
    const { frames, fetch } = this.#forbidden;
    if (frames && fetch) return BLOCKED("uncarriable");
    // A POST always goes through `fetch`: if the answer then refused the frame, it would be lost.
    if (request.body || this.#refuses || frames || inDocumentMode)
      return this.#fetched(request, signal, false);

    const frame = this.#frame(signal);
    const answer = await this.#answer(frame, request.url, signal);
    switch (answer.kind) {
      case "page":
        return { kind: "native", frame, view: answer.view };
      case "attachment":
        // The browser takes the file when its first byte comes; the frame may go after that.
        this.#view.setTimeout(() => frame.remove(), HANDED_OVER_MS);
        return { kind: "nothing" };
      case "apart":
        frame.remove();
        return BLOCKED("uncarriable");
      case "refused":
        frame.remove();
        return this.#fetched(request, signal, true);
    }
  }

  /**
   * What became of the frame. A refusal is final when the frame's own request has been answered:
   * asked for again before that, the page could get its cookies (the token of its form, for one)
   * overwritten by the older answer.
   */
  async #answer(
    frame: HTMLIFrameElement,
    url: string,
    signal: AbortSignal,
  ): Promise<Arrival | Objection> {
    const { arrival, stop } = loadInto(frame, url);
    try {
      const first = await Promise.race([arrival, this.#objection(url), aborted(signal)]);
      if (first.kind !== "refused") return first;
      const overdue = new Promise<Objection>((resolve) => {
        this.#view.setTimeout(() => resolve(first), ANSWERED_MS);
      });
      return await Promise.race([arrival, overdue, aborted(signal)]);
    } finally {
      stop();
    }
  }

  /** Resolves only when the headers object to the frame. */
  async #objection(url: string): Promise<Objection> {
    const verdict = await this.#probe.ask(url);
    if (verdict?.attachment) return { kind: "attachment" };
    if (verdict && this.#cannotCarry(verdict)) return { kind: "apart" };
    if (verdict && !verdict.framable) return { kind: "refused" };
    return new Promise(() => undefined);
  }

  /** It wants a process or an origin of its own, which a part of this page cannot have. */
  #cannotCarry(verdict: Verdict): boolean {
    return verdict.sandboxed || this.#cannotIsolate(verdict);
  }

  #cannotIsolate(verdict: Verdict): boolean {
    return this.#view.crossOriginIsolated ? !verdict.embeds : verdict.wantsIsolation;
  }

  async #fetched(
    request: PageRequest,
    signal: AbortSignal,
    triedNatively: boolean,
  ): Promise<Loaded> {
    const fetched = await fetchPage(this.#view, request.url, request.body, this.#probe, signal);
    switch (fetched.kind) {
      case "nothing":
      case "download":
        return fetched;
      case "cross-origin":
      case "cross-origin-answer":
        return BLOCKED(fetched.kind);
      case "unreachable":
        return BLOCKED(this.#forbidden.fetch ? "uncarriable" : fetched.kind);
      case "other-type":
        // A PDF, for one: some browsers let nobody look into the frame that shows it.
        if (triedNatively || !fetched.verdict.framable) return BLOCKED("uncarriable");
        this.#refuses = false;
        return this.load(request, signal);
      case "page": {
        this.#refuses = !fetched.verdict.framable;
        if (fetched.verdict.sandboxed) return BLOCKED("uncarriable");
        if (!request.body && this.#cannotIsolate(fetched.verdict)) return BLOCKED("uncarriable");
        return this.open(fetched, signal);
      }
    }
  }

  /** A place to write a page that has been fetched. */
  async open(page: WrittenPage, signal: AbortSignal): Promise<Loaded> {
    const frame = this.#frame(signal);
    const writer = await Promise.race([openWriter(frame), aborted(signal)]);
    if (writer) return { kind: "document", frame, writer, page };
    frame.remove();
    return BLOCKED("uncarriable");
  }

  #frame(signal: AbortSignal): HTMLIFrameElement {
    const frame = createFrame(this.#view.document, this.#host);
    signal.addEventListener("abort", () => frame.remove());
    return frame;
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error));
  });
}
