import type { ChatEntry } from "@knockknock/call-engine";
import { createFakeCall } from "@knockknock/call-engine/testing";
import type { Words } from "@knockknock/call-ui";
import type { State, States } from "../state.ts";
import { act, agent, me } from "./people.ts";

const devices = {
  microphones: [
    { id: "a", label: "Built-in microphone", active: false },
    { id: "b", label: "Headset microphone with a rather long name (USB)", active: true },
  ],
  cameras: [{ id: "c", label: "Built-in camera", active: true }],
  speakers: [{ id: "d", label: "Headset", active: true }],
  volume: 0.7,
};

const settings = (over: Parameters<typeof createFakeCall>[0]): State => ({
  model: createFakeCall({
    durationMs: 64_000,
    local: me(),
    remote: agent(),
    devices,
    microphoneLevel: 0.58,
    ...over,
  }),
  press: [(words: Words) => words.settings],
});

/** Every microphone but the one in use refuses to start. */
const stubborn = () => {
  const call = createFakeCall({
    durationMs: 64_000,
    local: me(),
    remote: agent(),
    devices,
    selectMicrophone: () => {
      call.notices.value = [{ id: 1, code: "microphone_failed", subject: null }];
      return Promise.resolve();
    },
  });
  return call;
};

const theirs = (id: string, text: string): ChatEntry => ({
  id,
  mine: false,
  text,
  at: 0,
  delivered: true,
});
const mine = (id: string, text: string, delivered = true): ChatEntry => ({
  ...theirs(id, text),
  mine: true,
  delivered,
});

const chat = (entries: readonly ChatEntry[]): State => ({
  model: createFakeCall({ durationMs: 64_000, local: me(), remote: agent(), chat: entries }),
  press: [(words: Words) => words.chat],
});

const talk = [
  theirs("m1", "Hello! Is this the page?"),
  theirs("m2", "https://shop.example/help/payments/what-the-number-means?id=402&from=call"),
  mine("m3", "Yes, that one. I typed the code twice."),
];

export const sheets: States = {
  settings: () => settings({}),
  "settings-no-devices": () =>
    settings({
      devices: { microphones: [], cameras: [], speakers: [], volume: 1 },
      microphoneLevel: 0,
    }),
  "settings-blocked": () =>
    settings({
      local: me({
        mode: "listener",
        microphone: "none",
        camera: "none",
        permission: { microphone: "denied", camera: "denied" },
      }),
      devices: { ...devices, microphones: [], cameras: [] },
      microphoneLevel: 0,
      askAgain: act,
      toggleMicrophone: null,
      toggleCamera: null,
    }),
  "settings-failing": () => ({ ...settings({}), model: stubborn() }),
  "settings-muted": () => settings({ local: me({ microphone: "muted" }) }),
  "chat-empty": () => chat([]),
  chat: () => chat([...talk, mine("m4", "The second time it said E-402.", false)]),
  "chat-long": () =>
    chat(
      Array.from({ length: 8 }, (_, round) =>
        talk.map((entry) => ({ ...entry, id: `${entry.id}-${round}` })),
      ).flat(),
    ),
};
