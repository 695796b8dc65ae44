import type { Me } from "@knockknock/protocol";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { CallHost } from "./call/call-host.tsx";
import { VisitorPanel } from "./call/visitor-panel.tsx";
import type { Console, Workplace } from "./console.ts";
import { DeskList } from "./desk/desk-list.tsx";
import { FirstSteps } from "./desk/first-steps.tsx";
import { IdleStage, type IdleReason } from "./desk/idle.tsx";
import { CallDetail } from "./history/call-detail.tsx";
import { HistoryList } from "./history/history-screen.tsx";
import { RingAnnouncer, RingNewsList } from "./incoming/news.tsx";
import { RingCard } from "./incoming/ring-card.tsx";
import { MessageDetail, MessagesList } from "./messages/messages-screen.tsx";
import { Rail } from "./rail.tsx";
import type { Route } from "./routes.ts";
import { SiteScreen } from "./site/site-screen.tsx";
import { TeamScreen } from "./team/team-screen.tsx";

interface PlaceProps {
  readonly parts: Console;
  readonly place: Workplace;
  readonly me: Me;
  readonly route: Route;
}

const chosenId = (route: Route): string | null => {
  if (route.name === "history") return route.callId;
  return route.name === "messages" ? route.messageId : null;
};

/** What is beside the rail, the desk excepted. */
const Lists = ({ parts, place, me, route }: PlaceProps): JSX.Element | null => {
  const callsBack = {
    model: place.model,
    onCalling: () => {
      parts.go({ name: "desk" });
    },
  };
  switch (route.name) {
    case "history": {
      const { calls, loading } = place.history.state.value;
      return (
        <>
          <HistoryList
            history={place.history}
            {...callsBack}
            callId={route.callId}
            now={place.model.serverNow.value}
          />
          <CallDetail
            api={parts.api}
            calls={calls}
            loading={loading}
            callId={route.callId}
            {...callsBack}
          />
        </>
      );
    }
    case "messages":
      return (
        <>
          <MessagesList store={place.messages} messageId={route.messageId} {...callsBack} />
          <MessageDetail
            state={place.messages.state.value}
            messageId={route.messageId}
            {...callsBack}
          />
        </>
      );
    case "team":
      return <TeamScreen api={parts.api} me={me} />;
    case "site":
      return <SiteScreen api={parts.api} />;
    case "desk":
    case "join":
    case "setup":
      return null;
  }
};

export const WorkplaceScreen = (props: PlaceProps): JSX.Element => {
  const { parts, place, me, route } = props;
  const { model } = place;
  const { desk } = model;
  const [minimized, setMinimized] = useState<string | null>(null);

  const call = desk.call.value;
  const callId = call?.callId.value ?? null;
  const phase = call?.phase.value ?? "idle";
  const shown = call !== null && phase !== "idle";
  const running = shown && phase !== "ended";
  const atDesk = route.name === "desk";
  const small = running && callId !== null && minimized === callId;
  const expanded = atDesk && !small;
  const available = desk.state.value?.available ?? false;

  // An end that shows goes with the next place: beside other things it would tell of nothing.
  const before = useRef(route.name);
  useEffect(() => {
    if (before.current === route.name) return;
    before.current = route.name;
    if (!atDesk && desk.call.peek()?.phase.peek() === "ended") desk.close();
  }, [route.name]);

  const idleReason = (): IdleReason => {
    if (small) return "minimized";
    if (model.front.value !== null) return "ringing";
    return available ? "available" : "away";
  };
  const expand = () => {
    setMinimized(null);
    parts.go({ name: "desk" });
  };

  return (
    <div
      class="workplace"
      data-route={route.name}
      data-call={shown ? (expanded ? "expanded" : "minimized") : "none"}
      data-chosen={chosenId(route) === null ? undefined : ""}
    >
      <Rail
        key="rail"
        current={route.name}
        me={me}
        deskCalls={running || model.front.value !== null}
        available={available}
        unreadMessages={place.messages.unread.value}
        onSignOut={
          running
            ? null
            : () => {
                void parts.session.signOut();
              }
        }
      />
      <RingAnnouncer key="announcer" model={model} />
      <RingCard key="ring" model={model} />
      <RingNewsList key="news" model={model} />
      {atDesk && <DeskList key="desk" model={model} alerts={parts.alerts} onShowCall={expand} />}
      {atDesk && (!shown || small) && (
        <IdleStage key="idle" reason={idleReason()}>
          {!small && me.role === "owner" && <FirstSteps api={parts.api} />}
        </IdleStage>
      )}
      {!atDesk && <Lists key="lists" {...props} />}
      {call !== null && shown && (
        <CallHost
          key={`call-${callId ?? ""}`}
          call={call}
          visitorName={model.visitorName.value}
          view={expanded ? "expanded" : "minimized"}
          storage={parts.tabStorage}
          onMinimize={() => {
            setMinimized(callId);
          }}
          onExpand={expand}
          onClose={() => {
            desk.close();
          }}
        />
      )}
      {call !== null && shown && expanded && (
        <VisitorPanel key="visitor" model={model} call={call} />
      )}
    </div>
  );
};
