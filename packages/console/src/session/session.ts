/** Who is signed in here, and the words for what can go wrong on the way. */
import type { Me } from "@knockknock/protocol";
import { signal, type ReadonlySignal } from "@preact/signals";
import { ApiError, type Api } from "../api.ts";
import type { Words } from "../words/en.ts";

type SessionState =
  | { readonly name: "loading" }
  | { readonly name: "unreachable" }
  /** `ended`: it was signed in before and the server said that this is over. */
  | { readonly name: "signed_out"; readonly ended: boolean }
  | { readonly name: "signed_in"; readonly me: Me };

export interface Session {
  readonly state: ReadonlySignal<SessionState>;
  /** Asks the server who this is. */
  refresh(): Promise<void>;
  signOut(): Promise<void>;
  /** The server revoked the session. */
  ended(): void;
}

export interface SignOutSteps {
  /** While the server still knows who this is. */
  before(): Promise<void>;
  after(agentId: string): void;
}

export const createSession = (api: Pick<Api, "me" | "signOut">, steps: SignOutSteps): Session => {
  const state = signal<SessionState>({ name: "loading" });
  return {
    state,
    refresh: async () => {
      try {
        const me = await api.me();
        state.value =
          me === null ? { name: "signed_out", ended: false } : { name: "signed_in", me };
      } catch {
        state.value = { name: "unreachable" };
      }
    },
    signOut: async () => {
      const now = state.peek();
      await steps.before();
      await api.signOut();
      state.value = { name: "signed_out", ended: false };
      if (now.name === "signed_in") steps.after(now.me.id);
    },
    ended: () => {
      state.value = { name: "signed_out", ended: true };
    },
  };
};

/** Plain words for a failed request; `special` names the codes that mean more on this screen. */
export const errorText = (
  error: unknown,
  words: Words,
  special: Partial<Record<ApiError["code"], string>> = {},
): string => {
  if (!(error instanceof ApiError)) return words.errors.unknown;
  const known = special[error.code];
  if (known !== undefined) return known;
  switch (error.code) {
    case "unreachable":
      return words.errors.unreachable;
    case "bad_answer":
      return words.errors.badAnswer;
    case "rate_limited":
      return words.errors.rateLimited(error.retryAfterS);
    case "unauthorized":
    case "forbidden_origin":
      return words.errors.notAllowed;
    default:
      return words.errors.unknown;
  }
};
