/** A piece of markup; everything that is not one is escaped where it is put into a template. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Part = Html | string | number | readonly Html[] | null;

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export const escape = (value: string): string =>
  value.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? "");

const print = (part: Part | undefined): string => {
  if (part === null || part === undefined) return "";
  if (part instanceof Html) return part.markup;
  if (typeof part === "object") return part.map(print).join("");
  return escape(String(part));
};

export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(texts.map((fixed, index) => fixed + print(parts[index])).join(""));
