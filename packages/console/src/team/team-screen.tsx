import type { Me, TeamMember } from "@knockknock/protocol";
import type { JSX } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import type { Api } from "../api.ts";
import { Avatar } from "../parts/avatar.tsx";
import { LoadState } from "../parts/load-state.tsx";
import { words } from "../words/words.ts";
import { Invite } from "./invite.tsx";

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
  const [members, setMembers] = useState<readonly TeamMember[]>([]);
  const [loading, setLoading] = useState(true);
  const [failure, setFailure] = useState<unknown>(null);

  const load = useCallback(async () => {
    setLoading(true);
    setFailure(null);
    try {
      setMembers((await api.team()).members);
    } catch (error) {
      setFailure(error);
    } finally {
      setLoading(false);
    }
  }, [api]);

  useEffect(() => {
    void load();
  }, [load]);

  return (
    <section class="column wide" aria-label={words.team.title}>
      <h1>{words.team.title}</h1>
      <ul class="members">
        {members.map((member) => (
          <Member key={member.id} member={member} me={me} />
        ))}
      </ul>
      <LoadState
        loading={loading}
        failure={failure}
        onRetry={() => {
          void load();
        }}
      />
      {(me.role === "owner" || me.role === "admin") && <Invite api={api} me={me} />}
    </section>
  );
};
