export type TextPiece = { readonly text: string; readonly href: string | null };

/** Ends a sentence rather than an address. */
const TRAILING = /[.,;:!?'"”’»)\]}]+$/;

/**
 * Cuts text into plain pieces and links. Only `http:` and `https:` addresses that a browser can
 * parse become links; everything else stays the text that it is.
 */
export function linkify(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>]+/gi)) {
    const shown = trimmed(match[0]);
    const href = safeHref(shown);
    if (href === null) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), href: null });
    pieces.push({ text: shown, href });
    from = match.index + shown.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), href: null });
  return pieces;
}

/** Keeps a closing bracket whose opening one is in the address, as encyclopedias have them. */
function trimmed(address: string): string {
  const cut = address.replace(TRAILING, "");
  return address[cut.length] === ")" && cut.includes("(") ? `${cut})` : cut;
}

/** The address as the browser will open it, or null when it is not a web address. */
export function safeHref(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
}
