import type {
  IdentityKey,
  IdentityKeyList,
  NewIdentityKey,
  SiteSettings,
} from "@knockknock/protocol";
import type { JSX } from "preact";
import { useCallback, useState } from "preact/hooks";
import type { Api } from "../api.ts";
import { Confirmed } from "../parts/confirmed.tsx";
import { CopyRow } from "../parts/copy-row.tsx";
import { LoadState } from "../parts/load-state.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { errorText } from "../session/session.ts";
import { fullDate } from "../time.ts";
import { words } from "../words/words.ts";

const NONE: IdentityKeyList = { keys: [] };
/** One in use, one to change over to; the server refuses a third. */
const MOST_KEYS = 2;

export type IdentityKeyApi = Pick<Api, "identityKeys" | "makeIdentityKey" | "removeIdentityKey">;

/** With what the website's backend signs who calls: made, changed over and removed here. */
export const IdentityKeys = (props: { api: IdentityKeyApi; site: SiteSettings }): JSX.Element => {
  const { api, site } = props;
  const ask = useCallback(() => api.identityKeys(site.id), [api, site.id]);
  const { value, loading, failure, reload } = useLoaded(ask, NONE);
  const [made, setMade] = useState<NewIdentityKey | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const run = async (change: () => Promise<NewIdentityKey | null>) => {
    setBusy(true);
    setError(null);
    try {
      setMade(await change());
      reload();
    } catch (refused) {
      setError(errorText(refused, words, { conflict: words.site.keysFull }));
    } finally {
      setBusy(false);
    }
  };
  const remove = async ({ id }: IdentityKey) => {
    await api.removeIdentityKey(site.id, id);
    return made?.id === id ? null : made;
  };

  const { keys } = value;
  return (
    <section class="panel-card" aria-label={words.site.keysTitle}>
      <h2>{words.site.keysTitle}</h2>
      <p class="muted">{words.site.keysLead(site.key)}</p>
      {made !== null && (
        <div class="field">
          <CopyRow key={made.id} label={words.site.keyNew} value={made.secret} />
          <small class="hint" role="status">
            {words.site.keyOnce}
          </small>
        </div>
      )}
      {!loading && failure === null && keys.length === 0 && <p>{words.site.keysNone}</p>}
      <ul class="members">
        {keys.map((key) => (
          <li class="member" key={key.id}>
            <span>{words.site.keyMade(fullDate(key.createdAt, words.language))}</span>
            <Confirmed
              label={words.site.keyRemoveOf(fullDate(key.createdAt, words.language))}
              question={words.site.keyRemoveSure}
              yes={words.site.keyRemove}
              no={words.site.keyKeep}
              busy={busy}
              onConfirmed={() => {
                void run(() => remove(key));
              }}
            />
          </li>
        ))}
      </ul>
      <LoadState loading={loading} failure={failure} onRetry={reload} />
      <p class="form-error" role="alert" hidden={error === null}>
        {error}
      </p>
      {keys.length < MOST_KEYS && (
        <button
          class="button line"
          type="button"
          disabled={busy || loading}
          onClick={() => {
            void run(() => api.makeIdentityKey(site.id));
          }}
        >
          {busy
            ? words.site.keyMaking
            : keys.length === 0
              ? words.site.keyMake
              : words.site.keyRotate}
        </button>
      )}
    </section>
  );
};
