/** The whole console over made-up data: `?state=` chooses what happens, the hash where one is. */
import "../src/styles/console.css";
import { ApiError, type Api } from "../src/api.ts";
import { mountConsole } from "../src/mount.tsx";
import { createNotifier } from "../src/incoming/notifier.ts";
import { createRingtone } from "@knockknock/call-ui/ringtone";
import { createFakeDesk } from "../src/testing/fake-desk.ts";
import { agent, callsNow, messagesNow, teamNow } from "./data.ts";
import { applyState } from "./states.ts";

const chosen = new URLSearchParams(location.search).get("state") ?? "idle";
const signedOut = chosen === "signed-out";

const api: Api = {
  me: () => Promise.resolve(signedOut ? null : agent),
  signIn: () => Promise.reject(new ApiError("unauthorized", "wrong", {})),
  signOut: () => Promise.resolve(),
  setup: () => Promise.reject(new ApiError("ticket_expired", "used", {})),
  join: () => Promise.reject(new ApiError("ticket_expired", "used", {})),
  socketTicket: () => Promise.resolve("ticket"),
  calls: ({ outcome }) =>
    Promise.resolve({
      calls: callsNow().filter(
        (call) => outcome === null || (call.connectedAt === null) === (outcome === "missed"),
      ),
      next: null,
    }),
  messages: () => Promise.resolve({ messages: messagesNow() }),
  team: () => Promise.resolve({ members: teamNow() }),
  invite: () =>
    Promise.resolve({
      url: "https://calls.example.com/console/#/join?token=Yq7uJ3nTz8Wc5rKd2LxVbA",
      expiresAt: Date.now() + 7 * 86_400_000,
    }),
  saveNotes: () => Promise.resolve(),
};

const desk = createFakeDesk();
mountConsole({
  api,
  createDesk: () => desk,
  ringtone: createRingtone(new AudioContext()),
  notifier: createNotifier("icon.svg"),
  storage: localStorage,
  tabStorage: sessionStorage,
});
applyState(desk, chosen);
