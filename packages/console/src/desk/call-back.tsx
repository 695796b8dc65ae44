import { EngineError } from "@knockknock/call-engine";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { words } from "../words/words.ts";
import type { DeskModel } from "./model.ts";

interface CallBackProps {
  readonly model: DeskModel;
  /** The call that nobody answered; null when the message came without one. */
  readonly callId: string | null;
  /** As the visitor signed a message; empty where the call's own record is all that is known. */
  readonly name?: string;
  /** The call rings: show it. */
  readonly onCalling: () => void;
}

const failureText = (error: unknown): string => {
  const wire = error instanceof EngineError ? error.wire : null;
  switch (wire?.code) {
    case "not_found":
      return words.callBack.left;
    case "rate_limited":
      return words.errors.rateLimited(wire.retryAfterS ?? null);
    case "busy":
      return words.callBack.busy;
    default:
      return error instanceof EngineError && error.reason === "closed"
        ? words.callBack.busy
        : words.errors.unknown;
  }
};

/** Calls a visitor who knocked in vain or left a message, for as long as they are on the site. */
export const CallBack = ({
  model,
  callId,
  name = "",
  onCalling,
}: CallBackProps): JSX.Element | null => {
  const [state, setState] = useState<"idle" | "calling" | { readonly problem: string }>("idle");
  const reachable = model.isReachable(callId);
  const problem = typeof state === "object" ? state.problem : null;
  if (callId === null || (!reachable && problem === null)) return null;

  const call = async () => {
    setState("calling");
    try {
      await model.callBack(callId, name);
      setState("idle");
      onCalling();
    } catch (error) {
      setState({ problem: failureText(error) });
    }
  };

  return (
    <div class="call-back">
      {reachable && (
        <>
          <span class="on-site">{words.callBack.onSite}</span>
          <button
            class="button accept small"
            type="button"
            disabled={state === "calling"}
            onClick={() => {
              void call();
            }}
          >
            {words.callBack.action}
          </button>
        </>
      )}
      <p class="form-error" role="alert" hidden={problem === null}>
        {problem}
      </p>
    </div>
  );
};
