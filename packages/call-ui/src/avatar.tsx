import { initials } from "./names.ts";

/** A round picture made of a person's initials; `knocking` draws the two rings that pulse. */
export function Avatar({ name, knocking = false }: { name: string; knocking?: boolean }) {
  return (
    <span class={knocking ? "kk-avatar kk-knock" : "kk-avatar"} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
