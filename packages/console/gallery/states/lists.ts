import { fakeDeskState } from "../../src/testing/fake-desk.ts";
import type { States } from "../states.ts";

const token = "#/join?token=Yq7uJ3nTz8Wc5rKd2LxVbA";

/** History, messages, team, and the doors to all of it. */
export const lists: States = {
  history: { route: "#/history" },
  "history-call": { route: "#/history/call-0101" },
  "history-missed": {
    route: "#/history/call-0102",
    apply: (desk) => {
      desk.state.value = fakeDeskState({ reachable: ["call-0102"] });
    },
  },
  "history-confirmed": { route: "#/history/call-0103" },
  "history-claimed": { route: "#/history/call-0105" },
  "history-unknown": { route: "#/history/none" },
  "history-empty": { route: "#/history", empty: true },
  "history-unreachable": { route: "#/history", unreachable: "lists" },
  messages: { route: "#/messages" },
  "messages-one": { route: "#/messages/message-0002" },
  "messages-caller": {
    route: "#/messages/message-0001",
    apply: (desk) => {
      desk.state.value = fakeDeskState({ reachable: ["call-0102"] });
    },
  },
  "messages-empty": { route: "#/messages", empty: true },
  "messages-unreachable": { route: "#/messages", unreachable: "lists" },
  team: { route: "#/team" },
  site: { route: "#/site" },
  "site-new-key": { route: "#/site", press: ["Make a second key"] },
  "team-invitation": { route: "#/team", press: ["Make invitation link"] },
  "team-removing": { route: "#/team", press: ["Remove Colleague"] },
  "team-unreachable": { route: "#/team", unreachable: "lists" },
  "sign-in": { signedOut: true },
  join: { route: token, signedOut: true },
  "join-refused": { route: token, signedOut: true, press: ["Create account"] },
  setup: { route: "#/setup?token=Yq7uJ3nTz8Wc5rKd2LxVbA", signedOut: true },
  "setup-used": {
    route: "#/setup?token=Yq7uJ3nTz8Wc5rKd2LxVbA",
    signedOut: true,
    linkUsed: true,
  },
  "setup-incomplete": { route: "#/setup", signedOut: true },
  unreachable: { unreachable: "me" },
};
