import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { CallModel } from "@knockknock/call-engine";
import { LIMITS } from "@knockknock/protocol";
import type { Words } from "./words/words.ts";

export interface MessageDraft {
  readonly name: string;
  readonly contact: string;
  readonly text: string;
}

interface LeaveMessageProps {
  readonly model: Pick<CallModel, "cancel" | "restDevices">;
  readonly words: Words;
  /** False while somebody is rung after all: what is typed may be needed yet. */
  readonly shown: boolean;
  /** Resolves to true when the message is kept. */
  readonly onSend: (message: MessageDraft) => Promise<boolean>;
  readonly onCancel: () => void;
}

/**
 * What a visitor leaves when nobody answers: a message and a way to reach them. Meanwhile nobody
 * looks, so camera and microphone are off; and a message that is kept ends the wait, also of a ring
 * that began just then. A call that is being connected goes on.
 */
export function LeaveMessage({ model, words, shown, onSend, onCancel }: LeaveMessageProps) {
  const [state, setState] = useState<"writing" | "sending" | "sent" | "failed">("writing");
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  useEffect(() => form.current?.querySelector("textarea")?.focus(), []);
  useEffect(() => {
    if (!shown) return undefined;
    model.restDevices.peek()?.(true);
    return () => model.restDevices.peek()?.(false);
  }, [shown]);

  const submit = async (fields: FormData): Promise<void> => {
    setState("sending");
    const kept = await onSend({
      name: field(fields, "name"),
      contact: field(fields, "contact"),
      text: field(fields, "text"),
    });
    setState(kept ? "sent" : "failed");
    if (kept) model.cancel.peek()?.();
  };

  if (state === "sent") {
    return (
      <p class="kk-thanks" role="status">
        {words.messageSent}
      </p>
    );
  }
  return (
    <form
      class="kk-leave"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
    >
      <p>{words.leaveMessageExplains}</p>
      <div class="kk-field">
        <label for={`${id}t`}>{words.message}</label>
        <textarea
          id={`${id}t`}
          name="text"
          rows={3}
          required
          maxLength={LIMITS.message}
          dir="auto"
        />
      </div>
      <div class="kk-field">
        <label for={`${id}c`}>{words.yourContact}</label>
        <input
          id={`${id}c`}
          name="contact"
          required
          minLength={3}
          maxLength={LIMITS.email}
          autocomplete="email"
          dir="auto"
        />
      </div>
      <div class="kk-field">
        <label for={`${id}n`}>
          {words.yourName} <small>({words.optional})</small>
        </label>
        <input id={`${id}n`} name="name" maxLength={LIMITS.name} autocomplete="name" dir="auto" />
      </div>
      {state === "failed" && (
        <p class="kk-problem" role="alert">
          {words.messageNotSent}
        </p>
      )}
      <div class="kk-acts">
        <button type="button" class="kk-button" data-look="line" onClick={onCancel}>
          {words.cancel}
        </button>
        <button type="submit" class="kk-button" disabled={state === "sending"}>
          {words.send}
        </button>
      </div>
    </form>
  );
}

function field(fields: FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === "string" ? value.trim() : "";
}
