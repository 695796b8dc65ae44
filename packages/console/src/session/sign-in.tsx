import { LIMITS } from "@knockknock/protocol";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Api } from "../api.ts";
import { words } from "../words/words.ts";
import { Doorway, FormError, SubmitButton, TextField } from "./account-form.tsx";
import { errorText } from "./session.ts";

export const SignIn = (props: {
  api: Pick<Api, "signIn">;
  ended: boolean;
  onDone: () => Promise<void>;
}): JSX.Element => {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(props.ended ? words.signIn.ended : null);

  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      await props.api.signIn({ email: email.trim(), password });
      await props.onDone();
    } catch (failure) {
      const wrong = words.signIn.wrong;
      setError(errorText(failure, words, { unauthorized: wrong, bad_request: wrong }));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Doorway title={words.signIn.title} lead={words.signIn.lead}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextField
          label={words.signIn.email}
          type="email"
          autocomplete="username"
          value={email}
          onInput={setEmail}
          maxLength={LIMITS.email}
        />
        <TextField
          label={words.signIn.password}
          type="password"
          autocomplete="current-password"
          value={password}
          onInput={setPassword}
          maxLength={128}
        />
        <FormError text={error} />
        <SubmitButton busy={busy} label={words.signIn.submit} busyLabel={words.signIn.working} />
      </form>
    </Doorway>
  );
};
