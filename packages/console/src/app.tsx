import type { JSX } from "preact";
import type { Console } from "./console.ts";
import { Doorway, Waiting } from "./session/account-form.tsx";
import { JoinTeam } from "./session/join.tsx";
import { SignIn } from "./session/sign-in.tsx";
import { words } from "./words/words.ts";
import { WorkplaceScreen } from "./workplace.tsx";

const Screen = ({ parts }: { parts: Console }): JSX.Element => {
  const { session, api } = parts;
  const route = parts.route.value;
  const state = session.state.value;
  const place = parts.workplace.value;

  const entered = async () => {
    await session.refresh();
    if (parts.route.peek().name !== "desk") parts.go({ name: "desk" });
  };

  if (route.name === "setup" || route.name === "join") {
    return (
      <JoinTeam
        key={route.name + route.token}
        api={api}
        how={route.name}
        token={route.token}
        onDone={entered}
      />
    );
  }
  switch (state.name) {
    case "loading":
      return <Waiting />;
    case "unreachable":
      return (
        <Doorway title={words.product} lead={words.errors.unreachable}>
          <button
            class="button primary wide"
            type="button"
            onClick={() => {
              void session.refresh();
            }}
          >
            {words.tryAgain}
          </button>
        </Doorway>
      );
    case "signed_out":
      return <SignIn api={api} ended={state.ended} onDone={() => session.refresh()} />;
    case "signed_in":
      return place === null ? (
        <Waiting />
      ) : (
        <WorkplaceScreen parts={parts} place={place} me={state.me} route={route} />
      );
  }
};

/** The root carries the contract's one `data-phase`, whatever is shown in it. */
export const App = ({ parts }: { parts: Console }): JSX.Element => (
  <div class="app" data-phase={parts.workplace.value?.model.phase.value ?? "idle"}>
    <Screen parts={parts} />
  </div>
);
