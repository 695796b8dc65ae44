/** What a response's headers say about carrying it. */

export interface Verdict {
  /** `X-Frame-Options` and `frame-ancestors` let this origin frame it. */
  readonly framable: boolean;
  /** `sandbox` in its policy: not even its own website trusts it with the website's origin. */
  readonly sandboxed: boolean;
  /** It asks for cross-origin isolation (COOP and COEP), which a frame gets only from its top. */
  readonly wantsIsolation: boolean;
  /** It has a COEP of its own, without which an isolated top document may not frame it. */
  readonly embeds: boolean;
  /** It is saved, or empty: the page before it stays. */
  readonly attachment: boolean;
}

export function verdictOf(headers: Pick<Headers, "get">, origin: string): Verdict {
  const embedder = headers.get("cross-origin-embedder-policy")?.split(";", 1)[0]?.trim();
  const opener = headers.get("cross-origin-opener-policy")?.split(";", 1)[0]?.trim();
  const embeds = embedder === "require-corp" || embedder === "credentialless";
  return {
    framable: mayFrame(headers, origin),
    sandboxed: directives(headers).some(([name]) => name === "sandbox"),
    wantsIsolation: opener === "same-origin" && embeds,
    embeds,
    attachment: isAttachment(headers),
  };
}

export const isAttachment = (headers: Pick<Headers, "get">): boolean =>
  /^\s*attachment\b/i.test(headers.get("content-disposition") ?? "");

/** Names in small letters, with their values; several policies come joined by commas. */
function directives(headers: Pick<Headers, "get">): [name: string, ...values: string[]][] {
  return (headers.get("content-security-policy") ?? "")
    .split(/[,;]/)
    .map((directive) => directive.trim().split(/\s+/))
    .map(([name = "", ...values]) => [name.toLowerCase(), ...values]);
}

/** `frame-ancestors` overrides `X-Frame-Options` (CSP 3, section 6.4.2.3). */
function mayFrame(headers: Pick<Headers, "get">, origin: string): boolean {
  const ancestors = directives(headers).filter(([name]) => name === "frame-ancestors");
  // Each policy must agree.
  if (ancestors.length > 0) return ancestors.every(([, ...sources]) => allows(sources, origin));

  const options = (headers.get("x-frame-options") ?? "")
    .split(",")
    .map((value) => value.trim().toLowerCase())
    .filter(Boolean);
  return options.every((value) => value !== "deny");
}

function allows(sources: readonly string[], origin: string): boolean {
  const { protocol, host } = new URL(origin);
  return sources.some((source) => {
    const value = source.toLowerCase().replace(/\/$/, "");
    return (
      value === "'self'" ||
      value === "*" ||
      value === protocol ||
      value === origin ||
      value === host ||
      wildcard(value, protocol, host)
    );
  });
}

/** `https://*.example.com`, with or without its scheme. */
function wildcard(source: string, protocol: string, host: string): boolean {
  const match = /^(?:([a-z]+:)\/\/)?\*(\..+)$/.exec(source);
  return match?.[2] !== undefined && (match[1] ?? protocol) === protocol && host.endsWith(match[2]);
}

/** Verdicts by path. A `HEAD` runs beside the load, so it delays nothing, and once per path. */
export class Probe {
  readonly #known = new Map<string, Promise<Verdict | null>>();
  readonly #view: Window & typeof globalThis;

  constructor(view: Window & typeof globalThis) {
    this.#view = view;
  }

  /** Null when the website does not say: `HEAD` refused, or no answer. */
  ask(url: string): Promise<Verdict | null> {
    const key = new URL(url).pathname;
    let verdict = this.#known.get(key);
    if (!verdict) {
      verdict = this.#head(url);
      this.#known.set(key, verdict);
    }
    return verdict;
  }

  learn(url: string, headers: Pick<Headers, "get">): Verdict {
    const verdict = verdictOf(headers, this.#view.location.origin);
    this.#known.set(new URL(url).pathname, Promise.resolve(verdict));
    return verdict;
  }

  async #head(url: string): Promise<Verdict | null> {
    try {
      const response = await this.#view.fetch(url, {
        method: "HEAD",
        mode: "same-origin",
        // With cookies it would race the page itself for a new session, or take its one-time message.
        credentials: "omit",
      });
      if (response.status === 405 || response.status === 501) return null;
      const verdict = verdictOf(response.headers, this.#view.location.origin);
      const empty = response.status === 204 || response.status === 205;
      return { ...verdict, attachment: verdict.attachment || empty };
    } catch {
      return null;
    }
  }
}
