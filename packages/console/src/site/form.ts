/** The settings as people write them: lists are lines, times are seconds. */
import type { SiteRequest, SiteSettings, SiteTimings } from "@knockknock/protocol";

export interface SiteForm {
  readonly name: string;
  readonly accent: string;
  readonly position: SiteSettings["position"];
  readonly origins: string;
  readonly excludedPaths: string;
  readonly relayOnly: boolean;
  readonly seconds: Readonly<Record<keyof SiteTimings, number>>;
}

/** The line that cannot be used, and what it was meant to be. */
export interface FormProblem {
  readonly field: "origins" | "excludedPaths";
  readonly line: string;
}

export const formOf = (site: SiteSettings): SiteForm => {
  const { ringMs, queueMs, connectMs, absentMs } = site.timings;
  return {
    name: site.name,
    accent: site.accent,
    position: site.position,
    origins: site.allowedOrigins.join("\n"),
    excludedPaths: site.excludedPaths.join("\n"),
    relayOnly: site.relayOnly,
    seconds: {
      ringMs: ringMs / 1000,
      queueMs: queueMs / 1000,
      connectMs: connectMs / 1000,
      absentMs: absentMs / 1000,
    },
  };
};

/** People paste a page's whole address, or leave `https://` out: what counts is the origin. */
const originOf = (line: string): string | null => {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(line) ? line : `https://${line}`;
  if (!URL.canParse(address)) return null;
  const { origin, protocol, hostname } = new URL(address);
  return /^https?:$/.test(protocol) && hostname !== "" ? origin : null;
};

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

export const requestOf = (
  form: SiteForm,
): { readonly request: SiteRequest } | { readonly problem: FormProblem } => {
  const allowedOrigins: string[] = [];
  for (const line of linesOf(form.origins)) {
    const origin = originOf(line);
    if (origin === null) return { problem: { field: "origins", line } };
    if (!allowedOrigins.includes(origin)) allowedOrigins.push(origin);
  }
  const excludedPaths = linesOf(form.excludedPaths);
  const noPath = excludedPaths.find((line) => !line.startsWith("/"));
  if (noPath !== undefined) return { problem: { field: "excludedPaths", line: noPath } };
  const { ringMs, queueMs, connectMs, absentMs } = form.seconds;
  const milliseconds = (seconds: number) => Math.round(seconds * 1000);
  return {
    request: {
      name: form.name.trim(),
      accent: form.accent,
      position: form.position,
      allowedOrigins,
      excludedPaths,
      relayOnly: form.relayOnly,
      timings: {
        ringMs: milliseconds(ringMs),
        queueMs: milliseconds(queueMs),
        connectMs: milliseconds(connectMs),
        absentMs: milliseconds(absentMs),
      },
    },
  };
};
