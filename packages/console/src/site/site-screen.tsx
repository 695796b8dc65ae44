import type { SiteSettings } from "@knockknock/protocol";
import type { JSX } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import type { Api } from "../api.ts";
import { LoadState } from "../parts/load-state.tsx";
import { words } from "../words/words.ts";
import { SiteSettingsForm } from "./site-form.tsx";

/** The owner's alone: where the widget may be used, how it looks, how long it rings. */
export const SiteScreen = ({ api }: { api: Pick<Api, "sites" | "saveSite"> }): JSX.Element => {
  const [sites, setSites] = useState<readonly SiteSettings[]>([]);
  const [loading, setLoading] = useState(true);
  const [failure, setFailure] = useState<unknown>(null);

  const load = useCallback(async () => {
    setLoading(true);
    setFailure(null);
    try {
      setSites((await api.sites()).sites);
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
    <section class="column wide" aria-label={words.site.title}>
      <h1>{words.site.title}</h1>
      {sites.map((site) => (
        <SiteSettingsForm key={site.id} api={api} site={site} />
      ))}
      <LoadState
        loading={loading}
        failure={failure}
        onRetry={() => {
          void load();
        }}
      />
    </section>
  );
};
