import { ApiError, type Api } from "../src/api.ts";
import {
  agent,
  callsNow,
  chatNow,
  keyMadeAt,
  messagesNow,
  qualityNow,
  siteNow,
  teamNow,
} from "./data.ts";

/** What the server is made to know. */
export interface ServerState {
  readonly signedOut?: boolean;
  /** Every question of this kind fails, as without a network. */
  readonly unreachable?: "me" | "lists";
  readonly empty?: boolean;
  /** The one-time link lets nobody in any more. */
  readonly linkUsed?: boolean;
}

const unreachable = () => Promise.reject(new ApiError("unreachable", "no answer", {}));
const used = () => Promise.reject(new ApiError("ticket_expired", "used", {}));

/** A server that answers from `data.ts` and keeps nothing. */
export function apiOf(state: ServerState): Api {
  const lists = <T>(answer: T): Promise<T> =>
    state.unreachable === "lists" ? unreachable() : Promise.resolve(answer);
  return {
    me: () =>
      state.unreachable === "me"
        ? unreachable()
        : Promise.resolve(state.signedOut === true ? null : agent),
    signIn: () => Promise.reject(new ApiError("unauthorized", "wrong", {})),
    signOut: () => Promise.resolve(),
    setup: used,
    join: used,
    checkLink: () => (state.linkUsed === true ? used() : Promise.resolve()),
    socketTicket: () => Promise.resolve("ticket"),
    calls: ({ outcome }) =>
      lists({
        calls: (state.empty === true ? [] : callsNow()).filter(
          (call) => outcome === null || (call.connectedAt === null) === (outcome === "missed"),
        ),
        next: state.empty === true ? null : "1.call-0001",
      }),
    call: (callId) => {
      const call = callsNow().find(({ id }) => id === callId);
      return call === undefined
        ? Promise.reject(new ApiError("not_found", "no such call", {}))
        : lists({ call, chat: chatNow(call.createdAt), quality: qualityNow });
    },
    sites: () => lists({ sites: [siteNow] }),
    identityKeys: () => lists({ keys: [{ id: "key-00001", createdAt: keyMadeAt() }] }),
    makeIdentityKey: () =>
      Promise.resolve({
        id: "key-00002",
        createdAt: Date.now(),
        secret: "shown-once-and-never-again-0123456789abcdef",
      }),
    removeIdentityKey: () => Promise.resolve(),
    saveSite: (_id, request) => Promise.resolve({ ...siteNow, ...request }),
    messages: () => lists({ messages: state.empty === true ? [] : messagesNow(), next: null }),
    team: () => lists({ members: teamNow() }),
    invite: () =>
      Promise.resolve({
        url: "https://calls.example.com/console/#/join?token=Yq7uJ3nTz8Wc5rKd2LxVbA",
        expiresAt: Date.now() + 7 * 86_400_000,
      }),
    removeMember: () => Promise.resolve(),
    changePassword: () => Promise.reject(new ApiError("unauthorized", "wrong", {})),
    saveNotes: () => Promise.resolve(),
  };
}
