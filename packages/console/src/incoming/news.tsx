import type { JSX } from "preact";
import type { DeskModel } from "../desk/model.ts";
import { words } from "../words/words.ts";
import type { RingNews } from "./rings.ts";
import { claimText, pageTitle, visitorName } from "./visitor-words.ts";

const newsText = ({ card, outcome, by }: RingNews): string => {
  const name = visitorName(card, words);
  switch (outcome) {
    case "answered":
      return by === null ? words.ringEnded.answered(name) : words.ringEnded.answeredBy(name, by);
    case "cancelled":
      return words.ringEnded.cancelled(name);
    case "timeout":
      return words.ringEnded.timeout(name);
    case "elsewhere":
      return words.ringEnded.elsewhere(name);
    case "failed":
      return words.ringEnded.failed(name);
    case "decline_failed":
      return words.ringEnded.declineFailed(name);
  }
};

/** What became of rings, for the eye and for the ear; goes away by itself. */
export const RingNewsList = ({ model }: { model: DeskModel }): JSX.Element => (
  <div class="news" role="status">
    {model.news.value.map((one) => (
      <p key={one.callId} dir="auto">
        {newsText(one)}
      </p>
    ))}
  </div>
);

/** Read out by screen readers when a call begins to ring. */
export const RingAnnouncer = ({ model }: { model: DeskModel }): JSX.Element => {
  const card = model.front.value?.card;
  const said = card && [
    words.ring.announce(visitorName(card, words), pageTitle(card.page, words)),
    claimText(card, words),
  ];
  return (
    <div class="visually-hidden" aria-live="assertive">
      {said?.filter((part) => part !== null).join(". ")}
    </div>
  );
};
