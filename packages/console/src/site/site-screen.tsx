import type { SiteList } from "@knockknock/protocol";
import type { JSX } from "preact";
import type { Api } from "../api.ts";
import type { IdentityKeyApi } from "./identity-keys.tsx";
import { LoadState } from "../parts/load-state.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { words } from "../words/words.ts";
import { SiteSettingsForm } from "./site-form.tsx";

const NONE: SiteList = { sites: [] };

/** The owner's alone: where the widget may be used, how it looks, how long it rings. */
export const SiteScreen = ({
  api,
}: {
  api: Pick<Api, "sites" | "saveSite"> & IdentityKeyApi;
}): JSX.Element => {
  const { value, loading, failure, reload } = useLoaded(api.sites, NONE);
  return (
    <section class="column wide" aria-label={words.site.title}>
      <h1>{words.site.title}</h1>
      {value.sites.map((site) => (
        <SiteSettingsForm key={site.id} api={api} site={site} />
      ))}
      <LoadState loading={loading} failure={failure} onRetry={reload} />
    </section>
  );
};
