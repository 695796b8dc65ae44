import type { Invitation, Me } from "@knockknock/protocol";
import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import type { Api, InvitedRole } from "../api.ts";
import { CopyRow } from "../parts/copy-row.tsx";
import { errorText } from "../session/session.ts";
import { fullDate } from "../time.ts";
import { words } from "../words/words.ts";

const InvitationLink = ({ invitation }: { invitation: Invitation }): JSX.Element => (
  <div class="field invitation">
    <CopyRow label={words.team.link} value={invitation.url} />
    <small class="hint" role="status">
      {words.team.expires(fullDate(invitation.expiresAt, words.language))}
    </small>
  </div>
);

export const Invite = (props: { api: Pick<Api, "invite">; me: Me }): JSX.Element => {
  const id = useId();
  const [role, setRole] = useState<InvitedRole>("agent");
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const roles: readonly InvitedRole[] =
    props.me.role === "owner" ? ["agent", "supervisor", "admin"] : ["agent", "supervisor"];

  const create = async () => {
    setBusy(true);
    setError(null);
    try {
      setInvitation(await props.api.invite(role));
    } catch (failure) {
      setError(errorText(failure, words));
    } finally {
      setBusy(false);
    }
  };

  return (
    <section class="panel-card">
      <h2>{words.team.inviteTitle}</h2>
      <p class="muted">{words.team.inviteLead}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <div class="field">
          <label for={id}>{words.team.role}</label>
          <select
            id={id}
            value={role}
            onChange={(event) => {
              const chosen = roles.find((one) => one === event.currentTarget.value);
              if (chosen !== undefined) setRole(chosen);
            }}
          >
            {roles.map((one) => (
              <option key={one} value={one}>
                {words.team.roles[one]}
              </option>
            ))}
          </select>
        </div>
        <p class="form-error" role="alert" hidden={error === null}>
          {error}
        </p>
        <button class="button line" type="submit" disabled={busy}>
          {busy ? words.team.creating : words.team.create}
        </button>
      </form>
      {invitation !== null && <InvitationLink key={invitation.url} invitation={invitation} />}
    </section>
  );
};
