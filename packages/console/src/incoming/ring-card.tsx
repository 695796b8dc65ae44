import { clock } from "@knockknock/call-ui";
import type { IncomingCall } from "@knockknock/protocol";
import type { JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import type { DeskModel } from "../desk/model.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Fact, Facts } from "../parts/facts.tsx";
import { PageLink } from "../parts/page-link.tsx";
import { words } from "../words/words.ts";
import { IdentityMark } from "./identity-mark.tsx";
import {
  earlierText,
  languageName,
  pageTitle,
  permissionText,
  referrerText,
  visitorName,
} from "./visitor-words.ts";

const isTyping = (element: Element | null): boolean =>
  element instanceof HTMLElement &&
  (element.isContentEditable || element.matches("input, textarea, select"));

const Who = ({ call, waitedMs }: { call: IncomingCall; waitedMs: number }): JSX.Element => {
  const name = visitorName(call.card, words);
  return (
    <div class="ring-who">
      <span class="ring-avatar">
        <Avatar name={name} />
      </span>
      <div class="ring-name">
        <strong dir="auto">{name}</strong>
        <span class="muted">
          <span dir="auto">{pageTitle(call.card.page, words)}</span> ·{" "}
          <span class="clock">{words.desk.waitingFor(clock(waitedMs))}</span>
        </span>
        <IdentityMark card={call.card} />
      </div>
    </div>
  );
};

const Details = ({ call }: { call: IncomingCall }): JSX.Element => {
  const { card, permission } = call;
  return (
    <Facts>
      <Fact term={words.ring.page}>
        <PageLink url={card.page.url} />
      </Fact>
      <Fact term={words.ring.referrer}>{referrerText(card.page.referrer, words)}</Fact>
      <Fact term={words.ring.before}>{earlierText(card, words)}</Fact>
      <Fact term={words.ring.device}>{card.device}</Fact>
      <Fact term={words.ring.language}>{languageName(card.language, words)}</Fact>
      <Fact term={words.ring.permission}>{permissionText(permission, words)}</Fact>
    </Facts>
  );
};

const Behind = ({ model }: { model: DeskModel }): JSX.Element | null => {
  const calls = model.behind.value;
  if (calls.length === 0) return null;
  return (
    <div class="ring-behind">
      <span class="muted small">{words.ring.alsoRinging(calls.length)}</span>
      <ul>
        {calls.map((call) => {
          const name = visitorName(call.card, words);
          return (
            <li key={call.callId}>
              <button
                class="button line small"
                type="button"
                title={words.ring.showFirst(name)}
                onClick={() => {
                  model.choose(call.callId);
                }}
              >
                <span dir="auto">{name}</span>
                <span class="clock muted">{clock(model.serverNow.value - call.knockedAt)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
};

const Card = ({ model, call }: { model: DeskModel; call: IncomingCall }): JSX.Element => {
  const box = useRef<HTMLElement>(null);
  const id = useId();
  const answering = model.answering.value === call.callId;

  useEffect(() => {
    // Takes the keyboard there, but never out of a sentence, and not onto a button: a key meant
    // for something else must not answer a call.
    if (!isTyping(document.activeElement)) box.current?.focus({ preventScroll: true });
  }, []);

  return (
    <section
      class="ring-card"
      role="alertdialog"
      aria-modal="false"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-about`}
      tabIndex={-1}
      ref={box}
    >
      <h2 class="eyebrow" id={`${id}-title`}>
        {words.ring.title}
      </h2>
      <div id={`${id}-about`}>
        <Who call={call} waitedMs={model.serverNow.value - call.knockedAt} />
        <Details call={call} />
      </div>
      <div class="ring-actions">
        <button
          class="button decline"
          type="button"
          disabled={answering}
          onClick={() => {
            void model.decline(call.callId);
          }}
        >
          {words.ring.decline}
        </button>
        <button
          class="button accept"
          type="button"
          disabled={answering}
          onClick={() => {
            void model.accept(call.callId);
          }}
        >
          {answering ? words.ring.answering : words.ring.accept}
        </button>
      </div>
      <Behind model={model} />
    </section>
  );
};

/** The non-modal card of the call that rings; the others that ring are listed below it. */
export const RingCard = ({ model }: { model: DeskModel }): JSX.Element | null => {
  const call = model.front.value;
  return call === null ? null : <Card model={model} call={call} />;
};
