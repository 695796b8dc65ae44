import type { CallModel, QualityView } from "@knockknock/call-engine";
import type { Page, VisitorCard } from "@knockknock/protocol";
import type { JSX } from "preact";
import type { DeskModel } from "../desk/model.ts";
import { IdentityMark } from "../incoming/identity-mark.tsx";
import {
  earlierText,
  languageName,
  onSameOrigin,
  permissionText,
  referrerText,
} from "../incoming/visitor-words.ts";
import { NotesBox } from "../notes/notes-box.tsx";
import { Avatar } from "../parts/avatar.tsx";
import { Fact, Facts } from "../parts/facts.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { words } from "../words/words.ts";

const PageFact = (props: { page: Page; checked?: Page; changing: boolean }): JSX.Element => {
  const { page, checked, changing } = props;
  return (
    <Fact term={words.ring.page}>
      <span aria-live="polite">
        {changing && <em class="changing">{words.call.changingPage}</em>}
        {!changing && (
          <>
            <span dir="auto">{page.title.trim() || words.call.noTitle}</span>
            <br />
            <PageLink url={page.url} linked={onSameOrigin(page.url, checked?.url)} />
          </>
        )}
      </span>
    </Fact>
  );
};

const VisitorFacts = ({ card }: { card: VisitorCard }): JSX.Element => (
  <>
    {card.email !== null && <Fact term={words.call.email}>{card.email}</Fact>}
    <Fact term={words.ring.referrer}>{referrerText(card.page.referrer, words)}</Fact>
    <Fact term={words.ring.device}>
      {[card.device, languageName(card.language, words)].filter((part) => part !== "").join(", ")}
    </Fact>
    <Fact term={words.ring.before}>{earlierText(card, words)}</Fact>
    <Fact term={words.ring.site}>{card.siteName}</Fact>
  </>
);

const connectionText = (quality: { local: QualityView; remote: QualityView }): string => {
  const { local, remote } = quality;
  const parts = [
    local.relayed === null ? null : local.relayed ? words.call.relayed : words.call.direct,
    local.rttMs === null ? null : words.call.milliseconds(Math.round(local.rttMs)),
    words.call.qualityBoth(words.call.quality[local.level], words.call.quality[remote.level]),
  ];
  return parts.filter((part) => part !== null).join(" · ");
};

/** Who the visitor is, where they are right now, and the agent's notes. */
export const VisitorPanel = (props: { model: DeskModel; call: CallModel }): JSX.Element => {
  const { call, model } = props;
  const card = model.visitor.value;
  const callId = call.callId.value;
  const remote = call.remote.value;
  const ended = call.phase.value === "ended";
  const page = call.page.value ?? card?.page ?? null;
  const changing = !ended && (call.reconnecting.value === "page" || remote?.presence === "leaving");
  const name = model.visitorName.value;
  return (
    <aside class="column side" aria-label={words.call.visitor}>
      <h2 class="eyebrow">{words.call.visitor}</h2>
      <div class="side-who">
        <Avatar name={name} />
        <div>
          <strong dir="auto">{name}</strong>
          {card !== null && <IdentityMark card={card} />}
        </div>
      </div>
      <Facts>
        {page !== null && (
          <PageFact
            page={page}
            {...(card === null ? {} : { checked: card.page })}
            changing={changing}
          />
        )}
        {card !== null && <VisitorFacts card={card} />}
        {remote !== null && !ended && (
          <Fact term={words.ring.permission}>{permissionText(remote.permission, words)}</Fact>
        )}
        {!ended && <Fact term={words.call.connection}>{connectionText(call.quality.value)}</Fact>}
      </Facts>
      {callId !== null && <NotesBox keeper={model.notes.of(callId)} key={callId} />}
    </aside>
  );
};
