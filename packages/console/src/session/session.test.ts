import { expect, test } from "vitest";
import { ApiError } from "../api.ts";
import { en } from "../words/en.ts";
import { createSession, errorText } from "./session.ts";

const me = { id: "agent-1", name: "Agent", email: "agent@example.com", role: "agent" } as const;
const signOut = () => Promise.resolve();
const steps = { before: () => Promise.resolve(), after: () => undefined };

test("nobody, somebody, and a server that does not answer are three different things", async () => {
  const nobody = createSession({ me: () => Promise.resolve(null), signOut }, steps);
  await nobody.refresh();
  expect(nobody.state.value).toEqual({ name: "signed_out", ended: false });

  const somebody = createSession({ me: () => Promise.resolve(me), signOut }, steps);
  await somebody.refresh();
  expect(somebody.state.value).toEqual({ name: "signed_in", me });

  const away = createSession(
    { me: () => Promise.reject(new ApiError("unreachable", "", {})), signOut },
    steps,
  );
  await away.refresh();
  expect(away.state.value).toEqual({ name: "unreachable" });
});

test("a revoked session says that it has ended", () => {
  const session = createSession({ me: () => Promise.resolve(me), signOut }, steps);
  session.ended();
  expect(session.state.value).toEqual({ name: "signed_out", ended: true });
});

test("before a sign-out what is unsaved is saved; after it nothing stays, unless it failed", async () => {
  const done: string[] = [];
  let fails = true;
  const session = createSession(
    {
      me: () => Promise.resolve(me),
      signOut: () => {
        done.push("signed out");
        return fails ? Promise.reject(new ApiError("unreachable", "", {})) : Promise.resolve();
      },
    },
    {
      before: () => Promise.resolve(void done.push("saved")),
      after: (agentId) => void done.push(`forgot ${agentId}`),
    },
  );
  await session.refresh();
  await expect(session.signOut()).rejects.toThrow(ApiError);
  expect(session.state.value.name).toBe("signed_in");
  fails = false;
  await session.signOut();
  expect(done).toEqual(["saved", "signed out", "saved", "signed out", "forgot agent-1"]);
});

test("a screen's own meaning of a code goes first", () => {
  const refused = new ApiError("unauthorized", "", {});
  expect(errorText(refused, en, { unauthorized: en.signIn.wrong })).toBe(en.signIn.wrong);
  expect(errorText(refused, en)).toBe(en.errors.notAllowed);
  expect(errorText(new ApiError("rate_limited", "", { retryAfterS: 7 }), en)).toContain(
    "7 seconds",
  );
});
