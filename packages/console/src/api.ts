/** The server's REST interface, as much of it as the console uses; every answer is validated. */
import {
  CallDetail,
  CallRecordPage,
  clip,
  IdentityKeyList,
  Invitation,
  Me,
  MessagePage,
  NewIdentityKey,
  SiteList,
  SiteSettings,
  SocketTicket,
  Team,
  WireError,
  type ErrorCode,
  type JoinTeamRequest,
  type NotesRequest,
  type PasswordRequest,
  type SignInRequest,
  type SiteRequest,
} from "@knockknock/protocol";

/** `unreachable`: no answer came. `bad_answer`: one came that the contract does not know. */
export type ApiFailure = ErrorCode | "unreachable" | "bad_answer";

export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ApiFailure;
  readonly retryAfterS: number | null;

  constructor(
    code: ApiFailure,
    message: string,
    options: { retryAfterS?: number; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryAfterS = options.retryAfterS ?? null;
  }
}

export type CallOutcome = "answered" | "missed";
export type InvitedRole = "admin" | "agent" | "supervisor";

export interface CallsQuery {
  /** The `next` of the page before. */
  readonly before: string | null;
  readonly outcome: CallOutcome | null;
  /** Words that must all be found; the server takes `SEARCH_LENGTH` characters. */
  readonly search: string;
}

const SEARCH_LENGTH = 100;

export interface Api {
  /** Null when nobody is signed in. */
  me(): Promise<Me | null>;
  signIn(request: SignInRequest): Promise<void>;
  signOut(): Promise<void>;
  setup(request: JoinTeamRequest): Promise<void>;
  join(request: JoinTeamRequest): Promise<void>;
  /** Rejects with `ticket_expired` when the link lets nobody in any more. */
  checkLink(how: "setup" | "join", token: string): Promise<void>;
  socketTicket(): Promise<string>;
  /** Newest first. */
  calls(query: CallsQuery): Promise<CallRecordPage>;
  /** A call and what was written in it. */
  call(callId: string): Promise<CallDetail>;
  messages(query: { before: string | null }): Promise<MessagePage>;
  team(): Promise<Team>;
  invite(role: InvitedRole): Promise<Invitation>;
  removeMember(id: string): Promise<void>;
  changePassword(request: PasswordRequest): Promise<void>;
  sites(): Promise<SiteList>;
  saveSite(id: string, request: SiteRequest): Promise<SiteSettings>;
  identityKeys(siteId: string): Promise<IdentityKeyList>;
  makeIdentityKey(siteId: string): Promise<NewIdentityKey>;
  removeIdentityKey(siteId: string, keyId: string): Promise<void>;
  /** `leaving`: the page is going away, so the request must outlive it. */
  saveNotes(callId: string, notes: NotesRequest, leaving: boolean): Promise<void>;
}

interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: unknown };
}

interface Call {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
  readonly keepalive?: boolean;
}

const PAGE_SIZE = 50;

const identityKeysOf = (siteId: string): string =>
  `/api/v1/agent/sites/${encodeURIComponent(siteId)}/identity-keys`;

const failureByStatus = (status: number): ErrorCode => {
  if (status === 401 || status === 403) return "unauthorized";
  if (status === 404) return "not_found";
  if (status === 429) return "rate_limited";
  return status < 500 ? "bad_request" : "internal";
};

const jsonOf = async (response: Response): Promise<unknown> => {
  try {
    return await response.json();
  } catch {
    return null;
  }
};

const failureOf = async (call: Call, response: Response): Promise<ApiError> => {
  const told = WireError.safeParse(await jsonOf(response));
  if (!told.success) {
    return new ApiError(
      failureByStatus(response.status),
      `${call.method} ${call.path} was answered with status ${String(response.status)}`,
      {},
    );
  }
  const { code, message, retryAfterS } = told.data;
  return new ApiError(code, message, retryAfterS === undefined ? {} : { retryAfterS });
};

export const createApi = (fetch: typeof globalThis.fetch): Api => {
  const send = async (call: Call): Promise<Response> => {
    let response: Response;
    try {
      response = await fetch(call.path, {
        method: call.method,
        credentials: "same-origin",
        cache: "no-store",
        keepalive: call.keepalive ?? false,
        ...(call.body === undefined
          ? {}
          : {
              headers: { "content-type": "application/json" },
              body: JSON.stringify(call.body),
            }),
      });
    } catch (cause) {
      throw new ApiError("unreachable", `${call.method} ${call.path} got no answer`, { cause });
    }
    if (!response.ok) throw await failureOf(call, response);
    return response;
  };

  const ask = async <T>(call: Call, schema: Schema<T>): Promise<T> => {
    const parsed = schema.safeParse(await jsonOf(await send(call)));
    if (parsed.success) return parsed.data;
    throw new ApiError("bad_answer", `${call.method} ${call.path} broke the contract`, {
      cause: parsed.error,
    });
  };

  const tell = async (call: Call): Promise<void> => {
    await send(call);
  };

  return {
    me: async () => {
      try {
        return await ask({ method: "GET", path: "/api/v1/agent/me" }, Me);
      } catch (error) {
        if (error instanceof ApiError && error.code === "unauthorized") return null;
        throw error;
      }
    },
    signIn: (body) => tell({ method: "POST", path: "/api/v1/sign-in", body }),
    signOut: () => tell({ method: "POST", path: "/api/v1/sign-out", body: {} }),
    setup: (body) => tell({ method: "POST", path: "/api/v1/setup", body }),
    join: (body) => tell({ method: "POST", path: "/api/v1/join", body }),
    checkLink: (how, token) =>
      tell({ method: "POST", path: `/api/v1/${how}/check`, body: { token } }),
    socketTicket: async () => {
      const call: Call = { method: "POST", path: "/api/v1/agent/socket-ticket", body: {} };
      return (await ask(call, SocketTicket)).ticket;
    },
    calls: ({ before, outcome, search }) => {
      const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
      if (before !== null) query.set("before", before);
      if (outcome !== null) query.set("outcome", outcome);
      if (search !== "") query.set("search", clip(search, SEARCH_LENGTH));
      return ask(
        { method: "GET", path: `/api/v1/agent/calls?${query.toString()}` },
        CallRecordPage,
      );
    },
    call: (callId) =>
      ask({ method: "GET", path: `/api/v1/agent/calls/${encodeURIComponent(callId)}` }, CallDetail),
    messages: ({ before }) => {
      const query = new URLSearchParams({ limit: String(PAGE_SIZE) });
      if (before !== null) query.set("before", before);
      return ask(
        { method: "GET", path: `/api/v1/agent/messages?${query.toString()}` },
        MessagePage,
      );
    },
    team: () => ask({ method: "GET", path: "/api/v1/agent/team" }, Team),
    invite: (role) =>
      ask({ method: "POST", path: "/api/v1/agent/invitations", body: { role } }, Invitation),
    removeMember: (id) =>
      tell({ method: "DELETE", path: `/api/v1/agent/team/${encodeURIComponent(id)}` }),
    changePassword: (body) => tell({ method: "PUT", path: "/api/v1/agent/password", body }),
    sites: () => ask({ method: "GET", path: "/api/v1/agent/sites" }, SiteList),
    saveSite: (id, body) =>
      ask(
        { method: "PUT", path: `/api/v1/agent/sites/${encodeURIComponent(id)}`, body },
        SiteSettings,
      ),
    identityKeys: (siteId) => ask({ method: "GET", path: identityKeysOf(siteId) }, IdentityKeyList),
    makeIdentityKey: (siteId) =>
      ask({ method: "POST", path: identityKeysOf(siteId), body: {} }, NewIdentityKey),
    removeIdentityKey: (siteId, keyId) =>
      tell({
        method: "DELETE",
        path: `${identityKeysOf(siteId)}/${encodeURIComponent(keyId)}`,
      }),
    saveNotes: (callId, body, leaving) =>
      tell({
        method: "PUT",
        path: `/api/v1/agent/calls/${encodeURIComponent(callId)}/notes`,
        body,
        keepalive: leaving,
      }),
  };
};
