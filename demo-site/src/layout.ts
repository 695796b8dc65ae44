import { html, type Html } from "./html.ts";

export const BUSINESS = "Tidewater Cycles";

const NAVIGATION: readonly (readonly [path: string, label: string])[] = [
  ["/bikes", "Bicycles"],
  ["/search", "Search"],
  ["/workshop", "Workshop"],
  ["/delivery", "Delivery"],
  ["/about", "About"],
  ["/contact", "Contact"],
];

export interface Embedding {
  /** Address of `widget.js`. */
  readonly widgetUrl: string;
  readonly siteKey: string;
}

export interface Page {
  readonly title: string;
  readonly path: string;
  readonly body: Html;
  /** Runs in the page itself, allowed by the response's nonce. */
  readonly inlineScript?: Html;
}

export const renderPage = (page: Page, embedding: Embedding, nonce: string): string =>
  "<!doctype html>\n" +
  html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>${page.title} · ${BUSINESS}</title>
      <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="/assets/site.css" />
      <script defer nonce="${nonce}" src="/assets/site.js"></script>
      <script async src="${embedding.widgetUrl}" data-site="${embedding.siteKey}"></script>
    </head>
    <body>
      <a class="skip" href="#main">Skip to the content</a>
      <header>
        <a class="brand" href="/"
          ><img src="/assets/icon.svg" alt="" width="32" height="32" />${BUSINESS}</a
        >
        <nav aria-label="Main">
          <ul>
            ${NAVIGATION.map(
              ([path, label]) =>
                html`<li>
                  <a href="${path}" ${path === page.path ? html`aria-current="page"` : null}
                    >${label}</a
                  >
                </li>`,
            )}
          </ul>
        </nav>
      </header>
      <main id="main">${page.body}</main>
      <footer>
        <p>${BUSINESS} is an invented shop: the demo website of Knock Knock.</p>
        <p>
          Questions? Press <strong>Video call</strong> in the corner and talk to us face to face.
        </p>
      </footer>
      ${
        page.inlineScript
          ? html`<script nonce="${nonce}">
              ${page.inlineScript};
            </script>`
          : null
      }
    </body>
  </html>`.markup;
