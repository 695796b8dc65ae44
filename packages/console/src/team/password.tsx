import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Api } from "../api.ts";
import { FormError, TextField } from "../session/account-form.tsx";
import { errorText } from "../session/session.ts";
import { words } from "../words/words.ts";

const LEAST_PASSWORD = 10;

/** Everybody's own: the present password proves that it is not just an open console. */
export const Password = ({ api }: { api: Pick<Api, "changePassword"> }): JSX.Element => {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [state, setState] = useState<"edited" | "changing" | "changed">("edited");
  const [error, setError] = useState<string | null>(null);

  const change = async () => {
    if (next.length < LEAST_PASSWORD) {
      setError(words.join.passwordShort);
      return;
    }
    setState("changing");
    setError(null);
    try {
      await api.changePassword({ current, next });
      setCurrent("");
      setNext("");
      setState("changed");
    } catch (failure) {
      setError(errorText(failure, words, { unauthorized: words.team.passwordWrong }));
      setState("edited");
    }
  };

  return (
    <section class="panel-card">
      <h2>{words.team.passwordTitle}</h2>
      <form
        aria-label={words.team.passwordTitle}
        onSubmit={(event) => {
          event.preventDefault();
          void change();
        }}
      >
        <TextField
          label={words.team.passwordNow}
          type="password"
          autocomplete="current-password"
          maxLength={128}
          value={current}
          onInput={setCurrent}
        />
        <TextField
          label={words.team.passwordNext}
          type="password"
          autocomplete="new-password"
          hint={words.team.passwordHint}
          maxLength={128}
          value={next}
          onInput={setNext}
        />
        <FormError text={error} />
        <div class="row">
          <button class="button line" type="submit" disabled={state === "changing"}>
            {state === "changing" ? words.team.passwordChanging : words.team.passwordChange}
          </button>
          <small class="hint" role="status">
            {state === "changed" && words.team.passwordChanged}
          </small>
        </div>
      </form>
    </section>
  );
};
