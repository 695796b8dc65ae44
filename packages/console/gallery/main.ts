/** The whole console over made-up data: `?state=` chooses what happens; without it, all of that. */
import "../src/styles/console.css";
import { overview, pressAll } from "@knockknock/call-ui/gallery";
import { signal } from "@preact/signals";
import { mountConsole } from "../src/mount.tsx";
import { createFakeDesk } from "../src/testing/fake-desk.ts";
import { apiOf } from "./api.ts";
import { stateNames, stateOf, type State } from "./states.ts";

const nothing = (): void => undefined;

function show(state: State): void {
  location.hash = state.route ?? "#/";
  const desk = createFakeDesk();
  mountConsole({
    api: apiOf(state),
    createDesk: () => desk,
    // A page of galleries that all ring at once helps nobody.
    ringtone: {
      blocked: signal(state.silent ?? false),
      unlock: nothing,
      start: nothing,
      stop: nothing,
      dispose: nothing,
    },
    notifier: {
      permission: signal(state.notifications ?? "granted"),
      ask: () => Promise.resolve(),
      show: nothing,
      keepOnly: nothing,
    },
    storage: localStorage,
    tabStorage: sessionStorage,
  });
  state.apply?.(desk);
  void pressAll(document, state.press ?? []);
}

const name = new URLSearchParams(location.search).get("state");
if (name === null) overview("The console, every state", stateNames);
else show(stateOf(name));
