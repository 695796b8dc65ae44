import type { RemoteView } from "@knockknock/call-engine";
import type { Words } from "./words/words.ts";

/**
 * What to call the other side: the name they gave, the screen's name for them (a website's, a
 * visitor's as an agent knows them), or the word for their role.
 */
export function nameOf(
  remote: Pick<RemoteView, "name"> | null,
  self: "visitor" | "agent",
  words: Words,
  fallback = "",
): string {
  return (
    remote?.name?.trim() || fallback.trim() || (self === "visitor" ? words.agent : words.visitor)
  );
}

/** Two letters at most; a name of one word gives its first two. */
export function initials(name: string): string {
  const [first = "", ...others] = name.trim().split(/\s+/u);
  const last = others.at(-1);
  const letter = (word: string, count: number): string => Array.from(word).slice(0, count).join("");
  const letters = last ? letter(first, 1) + letter(last, 1) : letter(first, 2);
  return letters.toUpperCase();
}
