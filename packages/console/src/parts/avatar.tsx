import { initials } from "@knockknock/call-ui";
import type { JSX } from "preact";

export const Avatar = ({ name }: { name: string }): JSX.Element => (
  <span class="avatar" aria-hidden="true">
    {initials(name)}
  </span>
);
