import type { SiteSettings, SiteTimings } from "@knockknock/protocol";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Api } from "../api.ts";
import { CopyRow } from "../parts/copy-row.tsx";
import { errorText } from "../session/session.ts";
import { words } from "../words/words.ts";
import { Field, Lines, Seconds } from "./fields.tsx";
import { type IdentityKeyApi, IdentityKeys } from "./identity-keys.tsx";
import { type FormProblem, formOf, requestOf, type SiteForm } from "./form.ts";

/** The server refuses what lies outside. */
const TIMES: readonly { name: keyof SiteTimings; least: number; most: number }[] = [
  { name: "ringMs", least: 5, most: 300 },
  { name: "queueMs", least: 5, most: 3600 },
  { name: "connectMs", least: 5, most: 60 },
  { name: "absentMs", least: 5, most: 300 },
];

const problemText = ({ field, line }: FormProblem): string =>
  field === "origins" ? words.site.originWrong(line) : words.site.pathWrong(line);

/** With the corner in it: told by the server a moment later, the button would jump. */
export const snippetOf = ({ key, position }: Pick<SiteSettings, "key" | "position">): string => {
  const corner = position === "bottom-left" ? ` data-position="${position}"` : "";
  return `<script async src="${location.origin}/widget.js" data-site="${key}"${corner}></script>`;
};

export const SiteSettingsForm = (props: {
  api: Pick<Api, "saveSite"> & IdentityKeyApi;
  site: SiteSettings;
}): JSX.Element => {
  const [site, setSite] = useState(props.site);
  const [form, setForm] = useState(() => formOf(props.site));
  const [state, setState] = useState<"edited" | "saving" | "saved">("edited");
  const [error, setError] = useState<string | null>(null);

  const change = (part: Partial<SiteForm>) => {
    setForm((before) => ({ ...before, ...part }));
    setState("edited");
  };
  const save = async () => {
    const checked = requestOf(form);
    if ("problem" in checked) {
      setError(problemText(checked.problem));
      return;
    }
    setState("saving");
    setError(null);
    try {
      const saved = await props.api.saveSite(site.id, checked.request);
      setSite(saved);
      setForm(formOf(saved));
      setState("saved");
    } catch (failure) {
      setError(errorText(failure, words, { conflict: words.site.noRelay }));
      setState("edited");
    }
  };

  return (
    <>
      <section class="panel-card">
        <h2>{words.site.snippetTitle}</h2>
        <p class="muted">{words.site.snippetLead}</p>
        <div class="field">
          <CopyRow label={words.site.snippet} value={snippetOf(site)} />
        </div>
      </section>
      <form
        class="panel-card"
        aria-label={words.site.settings}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Lines
          label={words.site.origins}
          hint={words.site.originsHint(site.fixedOrigins.join(" "))}
          placeholder="https://www.example.com"
          value={form.origins}
          onValue={(origins) => {
            change({ origins });
          }}
        />
        <Field label={words.site.name} hint={words.site.nameHint}>
          {({ id, describedBy }) => (
            <input
              id={id}
              aria-describedby={describedBy}
              required
              maxLength={80}
              dir="auto"
              value={form.name}
              onInput={(event) => {
                change({ name: event.currentTarget.value });
              }}
            />
          )}
        </Field>
        <Field label={words.site.accent}>
          {({ id }) => (
            <input
              id={id}
              type="color"
              value={form.accent}
              onInput={(event) => {
                change({ accent: event.currentTarget.value });
              }}
            />
          )}
        </Field>
        <Field label={words.site.position} hint={words.site.positionHint}>
          {({ id, describedBy }) => (
            <select
              id={id}
              aria-describedby={describedBy}
              value={form.position}
              onChange={(event) => {
                const left = event.currentTarget.value === "bottom-left";
                change({ position: left ? "bottom-left" : "bottom-right" });
              }}
            >
              <option value="bottom-right">{words.site.right}</option>
              <option value="bottom-left">{words.site.left}</option>
            </select>
          )}
        </Field>
        <Lines
          label={words.site.excluded}
          hint={words.site.excludedHint}
          placeholder="/checkout"
          value={form.excludedPaths}
          onValue={(excludedPaths) => {
            change({ excludedPaths });
          }}
        />
        <label class="check">
          <input
            type="checkbox"
            checked={form.relayOnly}
            onChange={(event) => {
              change({ relayOnly: event.currentTarget.checked });
            }}
          />
          <span>
            {words.site.relayOnly}
            <small class="hint">{words.site.relayOnlyHint}</small>
          </span>
        </label>
        <fieldset class="times">
          <legend>{words.site.times}</legend>
          {TIMES.map(({ name, least, most }) => (
            <Seconds
              key={name}
              label={words.site.timings[name]}
              least={least}
              most={most}
              value={form.seconds[name]}
              onValue={(value) => {
                change({ seconds: { ...form.seconds, [name]: value } });
              }}
            />
          ))}
        </fieldset>
        <p class="form-error" role="alert" hidden={error === null}>
          {error}
        </p>
        <div class="row">
          <button class="button primary" type="submit" disabled={state === "saving"}>
            {state === "saving" ? words.site.saving : words.site.save}
          </button>
          <small class="hint" role="status">
            {state === "saved" && words.site.saved}
          </small>
        </div>
      </form>
      <IdentityKeys api={props.api} site={site} />
    </>
  );
};
