import type { Me, Team, TeamMember } from "@knockknock/protocol";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Api } from "../api.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Confirmed } from "../parts/confirmed.tsx";
import { LoadState } from "../parts/load-state.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { errorText } from "../session/session.ts";
import { words } from "../words/words.ts";
import { Invite } from "./invite.tsx";
import { Password } from "./password.tsx";

const NOBODY: Team = { members: [] };

const Member = (props: {
  member: TeamMember;
  me: Me;
  busy: boolean;
  onRemove: () => void;
}): JSX.Element => {
  const { member, me } = props;
  return (
    <li class="member">
      <Avatar name={member.name} />
      <div>
        <strong dir="auto">{member.name}</strong>
        {member.id === me.id && <span class="muted"> ({words.team.you})</span>}
        <small class="muted" dir="auto">
          {member.email}
        </small>
      </div>
      <span class="tag">{words.team.roles[member.role]}</span>
      <span class="presence" data-on={member.available}>
        {member.available ? words.team.available : words.team.away}
      </span>
      {me.role === "owner" && member.role !== "owner" && (
        <Confirmed
          label={words.team.removeNamed(member.name)}
          question={words.team.removeSure(member.name)}
          yes={words.team.remove}
          no={words.team.keep}
          busy={props.busy}
          onConfirmed={props.onRemove}
        />
      )}
    </li>
  );
};

export const TeamScreen = (props: {
  api: Pick<Api, "team" | "invite" | "removeMember" | "changePassword">;
  me: Me;
}): JSX.Element => {
  const { api, me } = props;
  const { value, loading, failure, reload } = useLoaded(api.team, NOBODY);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const remove = async (id: string) => {
    setBusy(true);
    setError(null);
    try {
      await api.removeMember(id);
    } catch (refused) {
      setError(errorText(refused, words));
    } finally {
      setBusy(false);
      reload();
    }
  };

  return (
    <section class="column wide" aria-label={words.team.title}>
      <h1>{words.team.title}</h1>
      <ul class="members">
        {value.members.map((member) => (
          <Member
            key={member.id}
            member={member}
            me={me}
            busy={busy}
            onRemove={() => {
              void remove(member.id);
            }}
          />
        ))}
      </ul>
      <p class="form-error" role="alert" hidden={error === null}>
        {error}
      </p>
      <LoadState loading={loading} failure={failure} onRetry={reload} />
      {(me.role === "owner" || me.role === "admin") && <Invite api={api} me={me} />}
      <Password api={api} />
    </section>
  );
};
