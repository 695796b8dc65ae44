import type { RemoteView } from "@knockknock/call-engine";
import type { Words } from "./words/words.ts";

/** What to call the other side: the name they gave, or the word for their role. */
export function nameOf(
  remote: Pick<RemoteView, "name" | "role"> | null,
  self: "visitor" | "agent",
  words: Words,
): string {
  const name = remote?.name?.trim();
  if (name) return name;
  return self === "visitor" ? words.agent : words.visitor;
}

/** Two letters at most; a name of one word gives its first two. */
export function initials(name: string): string {
  const [first = "", ...others] = name.trim().split(/\s+/u);
  const last = others.at(-1);
  const letter = (word: string, count: number): string => Array.from(word).slice(0, count).join("");
  const letters = last ? letter(first, 1) + letter(last, 1) : letter(first, 2);
  return letters.toUpperCase();
}
