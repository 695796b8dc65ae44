import type { SiteSettings } from "@knockknock/protocol";
import type { JSX } from "preact";
import { useCallback } from "preact/hooks";
import type { Api } from "../api.ts";
import { CopyRow } from "../parts/copy-row.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { hrefOf } from "../routes.ts";
import { snippetOf } from "../site/site-form.tsx";
import { words } from "../words/words.ts";

/** What an owner does next: until the first knock, there may be no button to knock with. */
export const FirstSteps = ({ api }: { api: Pick<Api, "calls" | "sites"> }): JSX.Element | null => {
  const ask = useCallback(async () => {
    const [{ calls }, { sites }] = await Promise.all([
      api.calls({ before: null, outcome: null, search: "" }),
      api.sites(),
    ]);
    return calls.length === 0 ? (sites[0] ?? null) : null;
  }, [api]);
  const { value: site } = useLoaded<SiteSettings | null>(ask, null);
  if (site === null) return null;
  return (
    <section class="first-steps" aria-label={words.desk.nextStep}>
      <h2>{words.desk.nextStep}</h2>
      <p class="muted">{words.site.snippetLead}</p>
      <div class="field">
        <CopyRow label={words.site.snippet} value={snippetOf(site)} />
      </div>
      <a class="quiet-link" href={hrefOf({ name: "site" })}>
        {words.desk.toSite}
      </a>
    </section>
  );
};
