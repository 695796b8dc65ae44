import type { VisitorCard } from "@knockknock/protocol";
import type { JSX } from "preact";
import { Icon } from "../parts/icon.tsx";
import { words } from "../words/words.ts";
import { claimText } from "./visitor-words.ts";

/** Whether a visitor is who the card says; belongs wherever that decides what an agent may tell. */
export const IdentityMark = ({ card }: { card: VisitorCard }): JSX.Element | null => {
  if (card.verified) {
    return (
      <p class="verified">
        <Icon name="verified" />
        {words.ring.verified}
      </p>
    );
  }
  const claim = claimText(card, words);
  return claim === null ? null : <p class="muted small">{claim}</p>;
};

/** The same at the end of a list's line, where only the doubt has room. */
export const ClaimNote = ({ card }: { card: VisitorCard }): JSX.Element | null => {
  const claim = claimText(card, words);
  return claim === null ? null : <> · {claim}</>;
};
