/**
 * The visitor's side as it is on a website, over made-up data. `?state=` chooses what happens
 * (without it: all of them), `?language=ar`, `?position=bottom-left`, `?accent=#5b21b6` how.
 */
import { signal } from "@preact/signals";
import { overview, pressAll } from "@knockknock/call-ui/gallery";
import { Scope } from "@knockknock/call-engine";
import type { Corner } from "@knockknock/call-ui";
import type { Question } from "../src/carrying.ts";
import { ContinuityPrompt, continuityWords, startContinuity } from "../src/continuity/index.ts";
import type { View } from "../src/handoff.ts";
import { createLauncher } from "../src/loader/launcher.ts";
import { mount } from "../src/mount/mount.ts";
import { Widget } from "../src/screens/widget.tsx";
import { chooseLanguage } from "../src/words/language.ts";
import { loadWords, type Catalogue } from "../src/words/load.ts";
import type { State } from "./state.ts";
import { stateNames, stateOf } from "./states.ts";

const shell = { ContinuityPrompt, continuityWords, startContinuity };

const asked = new URLSearchParams(location.search);

/** What the server says to somebody who leaves message after message. */
const TOO_MANY = { code: "rate_limited", message: "Too many messages" } as const;

function show(state: State, catalogue: Catalogue): void {
  const { language, direction } = catalogue.call;
  Object.assign(document.documentElement, { lang: language, dir: direction });
  const given =
    asked.get("position") ?? state.position ?? (direction === "rtl" ? "bottom-left" : null);
  const position = given === "bottom-left" ? "bottom-left" : "bottom-right";
  const launcher = createLauncher(chooseLanguage([language]), position);
  launcher.setAccent(asked.get("accent") ?? "#f4b000");
  launcher.setAvailable(state.pill?.available ?? true);
  launcher.setBusy(state.pill?.busy ?? false);
  launcher.setProblem(state.pill?.problem ?? "");

  const { model } = state;
  const view = signal<View>(state.view ?? (model ? "expanded" : "launcher"));
  const corner = signal<Corner | null>(null);
  const question = signal<Question | null>(null);
  const elsewhere = signal(state.elsewhere ?? null);
  if (state.leaving) {
    const words = catalogue.shell ?? continuityWords;
    const answer = () => {
      question.value = null;
    };
    question.value = { blocked: state.leaving, shell, words, answer };
  }
  const expand = () => {
    view.value = "expanded";
  };
  const minimize = () => {
    view.value = "minimized";
  };
  // A telephone has one window at a time.
  const popOut = matchMedia("(hover: hover)").matches ? minimize : undefined;
  launcher.button.hidden = view.value !== "launcher";
  mount(
    { host: launcher.host, root: launcher.root, position },
    <Widget
      client={{
        call: signal(model ?? null),
        leaveMessage: () =>
          Promise.resolve(state.messageFails ? { ok: false, error: TOO_MANY } : { ok: true }),
      }}
      view={view}
      whereabouts={{
        elsewhere,
        bring: () => Promise.resolve(),
        dismiss: () => {
          elsewhere.value = null;
        },
      }}
      carrying={{ question, announcement: signal("") }}
      words={signal(catalogue)}
      corner={{
        get: () => corner.value,
        set: (next) => {
          corner.value = next;
        },
      }}
      initialCorner={position}
      siteName={signal("Demo shop")}
      on={{ minimize, popOut, expand, close: minimize, wanted: () => false, callAgain: expand }}
    />,
    new Scope(),
  );
  void pressAll(
    launcher.root,
    (state.press ?? []).map((choose) => choose(catalogue.call)),
  );
}

const name = asked.get("state");
if (name === null) {
  overview("The visitor’s call, every state", stateNames);
} else {
  const state = stateOf(name);
  if (state.userAgent !== undefined) {
    Object.defineProperty(navigator, "userAgent", { value: state.userAgent });
  }
  loadWords(chooseLanguage([asked.get("language") ?? "en"]), (words) => show(state, words));
}
