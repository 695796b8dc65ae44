import type { ComponentChildren, JSX } from "preact";

/** Terms and their values, as the side panels list them. */
export const Facts = ({ children }: { children: ComponentChildren }): JSX.Element => (
  <dl class="facts">{children}</dl>
);

export const Fact = (props: { term: string; children: ComponentChildren }): JSX.Element => (
  <div class="fact">
    <dt>{props.term}</dt>
    <dd dir="auto">{props.children}</dd>
  </div>
);
