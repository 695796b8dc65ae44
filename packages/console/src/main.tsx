import { createAgentDesk } from "@knockknock/call-engine";
import { createApi } from "./api.ts";
import { createNotifier } from "./incoming/notifier.ts";
import { createRingtone } from "@knockknock/call-ui/ringtone";
import { mountConsole } from "./mount.tsx";

const api = createApi(globalThis.fetch.bind(globalThis));

mountConsole({
  api,
  createDesk: () =>
    createAgentDesk({
      serverUrl: location.origin,
      ticket: () => api.socketTicket(),
      storage: sessionStorage,
    }),
  ringtone: createRingtone(new AudioContext()),
  notifier: createNotifier("icon.svg"),
  storage: localStorage,
  tabStorage: sessionStorage,
});
