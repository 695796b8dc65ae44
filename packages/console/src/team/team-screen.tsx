import type { Me, Team, TeamMember } from "@knockknock/protocol";
import type { JSX } from "preact";
import type { Api } from "../api.ts";
import { Avatar } from "../parts/avatar.tsx";
import { LoadState } from "../parts/load-state.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { words } from "../words/words.ts";
import { Invite } from "./invite.tsx";

const NOBODY: Team = { members: [] };

const Member = ({ member, me }: { member: TeamMember; me: Me }): JSX.Element => (
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
  </li>
);

export const TeamScreen = (props: { api: Pick<Api, "team" | "invite">; me: Me }): JSX.Element => {
  const { api, me } = props;
  const { value, loading, failure, reload } = useLoaded(api.team, NOBODY);
  return (
    <section class="column wide" aria-label={words.team.title}>
      <h1>{words.team.title}</h1>
      <ul class="members">
        {value.members.map((member) => (
          <Member key={member.id} member={member} me={me} />
        ))}
      </ul>
      <LoadState loading={loading} failure={failure} onRetry={reload} />
      {(me.role === "owner" || me.role === "admin") && <Invite api={api} me={me} />}
    </section>
  );
};
