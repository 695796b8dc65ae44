import { safeHref } from "@knockknock/call-ui";
import type { JSX } from "preact";
import { pageAddress } from "../incoming/visitor-words.ts";
import { words } from "../words/words.ts";

/**
 * A visitor's page: opened only when it is a web address, and told nothing of this page. `linked`:
 * the server has checked that it is on the site.
 */
export const PageLink = (props: { url: string; linked?: boolean }): JSX.Element => {
  const { url, linked = true } = props;
  if (url === "") return <span class="muted">{words.ring.notOnSite}</span>;
  const href = linked ? safeHref(url) : null;
  if (href === null) return <span dir="auto">{pageAddress(url)}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" dir="auto">
      {pageAddress(url)}
    </a>
  );
};
