/** Websites that were never made for a guest. Each is one page; `tag` is the widget's script. */
export interface Host {
  readonly name: string;
  readonly page: (tag: string, origins: Origins) => string;
  readonly headers?: (origins: Origins) => Readonly<Record<string, string>>;
  /** The widget runs in a frame of the page, of the page's origin or of another one. */
  readonly framed?: "same-origin" | "cross-origin";
}

export interface Origins {
  /** The call server. */
  readonly server: string;
  /** Where the page itself is. */
  readonly host: string;
  /** The same website on another origin. */
  readonly other: string;
}

const NONCE = "bm90LXNlY3JldC1oZXJl";

const TEXT = '<h1>A shop</h1><p>Its text, long enough to be read. <a href="/more">More</a></p>';

const page = (head: string, body: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title>A shop</title>${head}</head>` +
  `<body>${TEXT}${body}</body></html>`;

const withNonce = (tag: string): string => tag.replace("<script", `<script nonce="${NONCE}"`);

const strictPolicy = ({ server }: Origins): string =>
  [
    "default-src 'none'",
    `script-src 'nonce-${NONCE}' 'strict-dynamic'`,
    `style-src 'nonce-${NONCE}'`,
    `connect-src ${server} ${server.replace("http", "ws")}`,
    // The browser's own question for an icon is not the widget's.
    "img-src 'self'",
    "base-uri 'none'",
  ].join("; ");

/** What Prototype.js 1.6 and its time did to the built-in prototypes, in behaviour. */
const OLD_LIBRARIES = `
  function A(iterable) {
    var list = [];
    for (var i = 0; iterable && i < (iterable.length || 0); i++) list.push(iterable[i]);
    return list;
  }
  Array.from = A;
  Array.prototype.toJSON = function () { return "[" + this.join(", ") + "]"; };
  Array.prototype.reduce = function () { return this.length > 1 ? this : this[0]; };
  Array.prototype.entries = function () { return A(this); };
  Array.prototype.each = Array.prototype.forEach;
  Array.prototype.first = function () { return this[0]; };
  Array.prototype.last = function () { return this[this.length - 1]; };
  Array.prototype.clone = function () { return A(this); };
  Array.prototype.find = function (test) {
    for (var i = 0; i < this.length; i++) if (test(this[i], i)) return this[i];
  };
  Array.prototype.some = function (test) {
    for (var i = 0; i < this.length; i++) if (test(this[i], i)) return true;
    return false;
  };
  String.prototype.startsWith = function (text) { return this.indexOf(text) === 0; };
  String.prototype.endsWith = function (text) {
    return this.lastIndexOf(text) === this.length - text.length;
  };
  String.prototype.toJSON = function () { return "'" + this + "'"; };
  String.prototype.blank = function () { return this.trim() === ""; };
  Number.prototype.toJSON = String.prototype.toJSON;
  Object.prototype.extend = function (other) { for (var key in other) this[key] = other[key]; };
  Object.prototype.each = function () {};
  Object.keys = function (value) { var all = []; for (var key in value) if (Object.prototype.hasOwnProperty.call(value, key)) all.push(key); return all; };
  Function.prototype.bind = function (self) {
    var method = this, given = A(arguments).slice(1);
    return function () { return method.apply(self, given.concat(A(arguments))); };
  };
  Function.prototype.delay = function (seconds) { return setTimeout(this, seconds * 1000); };
  var stringify = JSON.stringify;
  JSON.stringify = function (value) { return stringify.apply(JSON, arguments); };
  HTMLElement.prototype.show = function () { this.style.display = ""; return this; };
  HTMLElement.prototype.update = function (text) { this.textContent = text; return this; };
  var Native = Promise;
  window.Promise = function (run) { return new Native(run); };
  ["resolve", "reject", "all", "race"].forEach(function (name) {
    window.Promise[name] = function (value) { return Native[name](value); };
  });
  window.Promise.prototype = Native.prototype;`;

export const HOSTS: readonly Host[] = [
  {
    name: "style sheets that reset and shout",
    page: (tag) =>
      page(
        `<style>
          *, *::before, *::after { all: unset !important; display: inline !important }
          * { font: 40px cursive !important; letter-spacing: 9px !important; line-height: 4 !important;
              text-transform: uppercase !important; direction: rtl !important; color: lime !important }
          video, button, canvas, knock-knock { display: none !important; visibility: hidden !important;
              opacity: 0 !important; width: 1px !important }
          html { font-size: 3px; word-spacing: 30px; text-indent: 50px; cursor: none }
        </style>`,
        tag,
      ),
  },
  {
    name: "layers over layers, everything transformed",
    page: (tag) =>
      page(
        `<style>
          html { transform: translateZ(0); filter: grayscale(0.2); overflow: hidden; perspective: 300px }
          body { transform: rotate(1deg) scale(0.9); position: relative; z-index: 2147483647;
                 contain: strict; height: 3000px; will-change: transform }
          .cover { position: fixed; inset: 0; z-index: 2147483647; background: rgb(0 0 0 / 0.3) }
        </style>`,
        `<div class="cover"></div>${tag}<div class="cover"></div>`,
      ),
  },
  {
    name: "old libraries in every prototype",
    page: (tag) => page(`<script>${OLD_LIBRARIES}</script>`, tag),
  },
  {
    name: "module loaders of every kind as globals",
    page: (tag) =>
      page(
        `<script>
          window.define = function () { throw new Error("Mismatched anonymous define()"); };
          window.define.amd = {};
          window.module = { exports: {} };
          window.exports = window.module.exports;
          window.require = function () { throw new Error("Not loaded"); };
          window.process = { env: {} };
          window.global = window;
        </script>`,
        tag,
      ),
  },
  {
    name: "a strict policy with nonces",
    headers: (origins) => ({ "Content-Security-Policy": strictPolicy(origins) }),
    page: (tag) => page("", withNonce(tag)),
  },
  {
    name: "Trusted Types without a policy",
    headers: (origins) => ({
      "Content-Security-Policy": `${strictPolicy(origins)}; require-trusted-types-for 'script'; trusted-types 'none'`,
    }),
    page: (tag) => page("", withNonce(tag)),
  },
  {
    name: "a base address elsewhere",
    page: (tag) => page('<base href="https://elsewhere.invalid/deep/" target="_blank">', tag),
  },
  {
    name: "quirks mode in an old character set",
    headers: () => ({ "Content-Type": "text/html; charset=windows-1252" }),
    page: (tag) => `<html><head><title>A shop</title></head><body>${TEXT}${tag}</body></html>`,
  },
  {
    name: "the script twice, the first time before there is a body",
    page: (tag) => page(tag.replace(" async", ""), tag),
  },
  {
    name: "a slow page and a queue from before",
    page: (tag) =>
      page(
        `${tag}<script>(window.KnockKnock ||= []).push(["on", "phase", function () {}])</script>`,
        '<script src="/slow.js"></script>',
      ),
  },
  {
    name: "a frame of its own",
    framed: "same-origin",
    page: () => page("", '<iframe src="/plain" width="900" height="700"></iframe>'),
  },
  {
    name: "a frame on another website",
    framed: "cross-origin",
    page: (_tag, { other }) =>
      page(
        "",
        `<iframe src="${other}/plain" width="900" height="700"
          allow="camera; microphone; display-capture; autoplay"></iframe>`,
      ),
  },
];

/** What a framed host shows inside, and what launchers are measured against. */
export const PLAIN: Host = { name: "a plain page", page: (tag) => page("", tag) };

export const FORBIDDING: Host = {
  name: "a policy that forbids camera, microphone and screen",
  headers: () => ({
    "Permissions-Policy": "camera=(), microphone=(), display-capture=()",
  }),
  page: (tag) => page("", tag),
};

/** Acts on single keys and lets nobody else have them, as players, mail programs and shops do. */
export const SHORTCUTS: Host = {
  name: "a page with a shortcut on every key",
  page: (tag) =>
    page(
      `<script>
        window.shortcuts = [];
        for (const type of ["keydown", "keypress", "keyup"]) {
          for (const target of [document, window]) {
            target.addEventListener(type, (event) => {
              if (event.target.closest?.("input, textarea")) return;
              window.shortcuts.push(event.key);
              event.preventDefault();
            });
          }
        }
      </script>`,
      tag,
    ),
};

/** Neither has the website's origin: the browser says `Origin: null`, and keeps nothing for it. */
export const SHUT_IN: readonly Host[] = [
  {
    name: "a page in a sandbox",
    headers: () => ({ "Content-Security-Policy": "sandbox allow-scripts allow-popups" }),
    page: (tag) => page("", tag),
  },
  {
    name: "a frame in a sandbox",
    framed: "same-origin",
    page: () =>
      page(
        "",
        `<iframe src="/plain" sandbox="allow-scripts" width="900" height="700"
          allow="camera; microphone"></iframe>`,
      ),
  },
];
