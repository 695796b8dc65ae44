import { safeHref } from "@knockknock/call-ui";
import type { ComponentChildren, JSX } from "preact";

/** A visitor's link: opened only when it is a web address, and told nothing of this page. */
export const SafeLink = (props: { address: string; children: ComponentChildren }): JSX.Element => {
  const href = safeHref(props.address);
  if (href === null) return <span dir="auto">{props.children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" dir="auto">
      {props.children}
    </a>
  );
};
