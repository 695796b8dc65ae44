import { JoinTeamRequest, LIMITS } from "@knockknock/protocol";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ApiError, type Api } from "../api.ts";
import { words } from "../words/words.ts";
import { Doorway, FormError, SubmitButton, TextField } from "./account-form.tsx";
import { errorText } from "./session.ts";

/** The first thing that the form lacks, in words; null when it may be sent. */
const lacking = (request: JoinTeamRequest): string | null => {
  if (request.token === "") return words.join.noToken;
  const parsed = JoinTeamRequest.safeParse(request);
  if (parsed.success) return null;
  switch (parsed.error.issues[0]?.path[0]) {
    case "name":
      return words.join.nameMissing;
    case "email":
      return words.join.emailWrong;
    case "password":
      return words.join.passwordShort;
    default:
      return words.join.noToken;
  }
};

/** Makes an account by a one-time link: the first owner's (`setup`) or an invited colleague's. */
export const JoinTeam = (props: {
  api: Pick<Api, "setup" | "join" | "checkLink">;
  how: "setup" | "join";
  token: string;
  onDone: () => Promise<void>;
}): JSX.Element => {
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(props.token === "" ? words.join.noToken : null);
  const [ended, setEnded] = useState(false);
  const setup = props.how === "setup";
  const { api, how, token } = props;

  // Before anybody fills in a form that leads nowhere.
  useEffect(() => {
    if (token === "") return;
    api.checkLink(how, token).catch((failure: unknown) => {
      // Whatever else went wrong will show when the form is sent.
      if (failure instanceof ApiError && failure.code === "ticket_expired") setEnded(true);
    });
  }, [api, how, token]);

  const submit = async () => {
    const request = { token: props.token, name: name.trim(), email: email.trim(), password };
    const missing = lacking(request);
    setError(missing);
    if (missing !== null) return;
    setBusy(true);
    try {
      await props.api[props.how](request);
      await props.onDone();
    } catch (failure) {
      const used = words.join.tokenEnded;
      setError(
        errorText(failure, words, {
          ticket_expired: used,
          not_found: used,
          unauthorized: used,
          conflict: words.join.emailTaken,
        }),
      );
    } finally {
      setBusy(false);
    }
  };

  if (ended) {
    return (
      <Doorway
        title={words.join.endedTitle}
        lead={setup ? words.join.setupEnded : words.join.tokenEnded}
      >
        <a class="button primary wide" href="#/">
          {words.signIn.submit}
        </a>
      </Doorway>
    );
  }
  return (
    <Doorway
      title={setup ? words.join.setupTitle : words.join.joinTitle}
      lead={setup ? words.join.setupLead : words.join.joinLead}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextField
          label={words.join.name}
          type="text"
          autocomplete="name"
          value={name}
          onInput={setName}
          hint={words.join.nameHint}
          maxLength={LIMITS.name}
        />
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
          autocomplete="new-password"
          value={password}
          onInput={setPassword}
          hint={words.join.passwordHint}
          maxLength={128}
        />
        <FormError text={error} />
        <SubmitButton busy={busy} label={words.join.submit} busyLabel={words.join.working} />
      </form>
      <a class="quiet-link" href="#/">
        {words.join.toSignIn}
      </a>
    </Doorway>
  );
};
