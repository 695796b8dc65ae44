import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icons.tsx";

interface IconButtonProps {
  /** The accessible name, and the tooltip. Toggles change it and carry no `aria-pressed`. */
  readonly label: string;
  readonly icon: IconName;
  readonly onClick: () => void;
  /** `off` is white, `on` the accent colour, `end` red. */
  readonly look?: "off" | "on" | "end" | "plain";
  readonly expanded?: boolean | undefined;
  readonly describedBy?: string | undefined;
  readonly children?: ComponentChildren;
}

export function IconButton(props: IconButtonProps) {
  return (
    <button
      type="button"
      class="kk-round"
      data-look={props.look ?? "plain"}
      aria-label={props.label}
      title={props.label}
      aria-expanded={props.expanded}
      aria-describedby={props.describedBy}
      onClick={props.onClick}
    >
      <Icon name={props.icon} />
      {props.children}
    </button>
  );
}
