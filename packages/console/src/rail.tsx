import type { Me } from "@knockknock/protocol";
import type { JSX } from "preact";
import { Icon, type IconName } from "./parts/icon.tsx";
import { hrefOf, type Route, type RouteName } from "./routes.ts";
import { words } from "./words/words.ts";

const places: readonly { route: Route; icon: IconName; label: string }[] = [
  { route: { name: "desk" }, icon: "desk", label: words.rail.desk },
  { route: { name: "history", callId: null }, icon: "history", label: words.rail.history },
  { route: { name: "messages", messageId: null }, icon: "messages", label: words.rail.messages },
  { route: { name: "team" }, icon: "team", label: words.rail.team },
];
const ownersPlace = {
  route: { name: "site" },
  icon: "site",
  label: words.rail.site,
} as const;

const countText = (count: number): string => (count > 9 ? "9+" : String(count));

export const Rail = (props: {
  current: RouteName;
  me: Me;
  /** Something rings or runs at the desk. */
  deskCalls: boolean;
  available: boolean;
  unreadMessages: number;
  /** Null while a call runs: leaving would cut it. */
  onSignOut: (() => void) | null;
}): JSX.Element => (
  <nav class="rail" aria-label={words.rail.label}>
    <img class="rail-mark" src="icon.svg" alt={words.product} width="36" height="36" />
    <ul>
      {(props.me.role === "owner" ? [...places, ownersPlace] : places).map(
        ({ route, icon, label }) => (
          <li key={route.name}>
            <a
              href={hrefOf(route)}
              aria-current={route.name === props.current ? "page" : undefined}
              data-alive={route.name === "desk" && props.deskCalls}
              data-available={route.name === "desk" && props.available}
              aria-describedby={route.name === "messages" ? "rail-unread" : undefined}
            >
              <Icon name={icon} />
              {route.name === "messages" && props.unreadMessages > 0 && (
                <span class="rail-unread" data-count={countText(props.unreadMessages)} />
              )}
              <span>{label}</span>
            </a>
          </li>
        ),
      )}
      <li class="rail-last">
        <button
          type="button"
          disabled={props.onSignOut === null}
          title={words.rail.signedInAs(props.me.name)}
          onClick={() => {
            props.onSignOut?.();
          }}
        >
          <Icon name="signOut" />
          <span>{words.rail.signOut}</span>
        </button>
      </li>
    </ul>
    <span id="rail-unread" class="visually-hidden" role="status">
      {props.unreadMessages > 0 ? words.rail.unread(props.unreadMessages) : ""}
    </span>
  </nav>
);
