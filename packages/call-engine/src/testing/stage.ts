import { makeAgentDesk } from "../agent-desk.ts";
import type { KnockProblem } from "../clients.ts";
import type { CallModel } from "../model.ts";
import { makeVisitorClient } from "../visitor-client.ts";
import { FakeClock, settle } from "./fake-clock.ts";
import { FakeAir } from "./fake-connection.ts";
import { fakePlatform, FakeStorage } from "./fake-platform.ts";
import { CALL, FakeServer } from "./fake-server.ts";

/** A visitor's page and an agent's, before anybody clicked. */
export function stage() {
  const clock = new FakeClock();
  const air = new FakeAir();
  const server = new FakeServer(clock);
  const visitorPage = fakePlatform(clock, air, server);
  const agentPage = fakePlatform(clock, air, server);
  const storage = new FakeStorage();
  const problems: KnockProblem[] = [];
  const openVisitor = () =>
    makeVisitorClient(
      {
        serverUrl: "https://calls.example",
        site: "demo",
        storage,
        page: () => ({ url: "https://shop.example/", title: "Shop", referrer: "" }),
        language: "en",
        onKnockFailed: (problem) => problems.push(problem),
      },
      visitorPage,
    );
  const visitor = openVisitor();
  const desk = makeAgentDesk(
    {
      serverUrl: "https://calls.example",
      ticket: () => Promise.resolve("one-use"),
      storage: new FakeStorage(),
    },
    agentPage,
  );
  const pages = { visitorPage, agentPage };
  return { clock, air, server, ...pages, storage, problems, openVisitor, visitor, desk };
}

export const modelOf = (from: { call: { value: CallModel | null } }): CallModel => {
  const model = from.call.value;
  if (model === null) throw new Error("There is no call");
  return model;
};

/** The two of them, talking. */
export async function inCall() {
  const all = stage();
  await settle();
  all.visitor.start({ audio: true, video: true });
  await all.clock.advance(100);
  await all.desk.accept(CALL);
  await all.clock.advance(1_000);
  return { ...all, caller: modelOf(all.visitor), answerer: modelOf(all.desk) };
}

/** What a page puts on the wire: one label per slot. */
export const sentBy = (air: FakeAir, index: number): (string | null)[] =>
  air.connections[index]?.transceivers.map(
    ({ sender }) => (sender.track as { label: string } | null)?.label ?? null,
  ) ?? [];
