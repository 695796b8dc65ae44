/** What the desk's screens read and do: the engine's desk, with rings, cards and clocks in order. */
import { EngineError, type AgentDesk } from "@knockknock/call-engine";
import type { IncomingCall, ScreenPhase, VisitorCard } from "@knockknock/protocol";
import { computed, effect, signal, type ReadonlySignal } from "@preact/signals";
import type { Api } from "../api.ts";
import {
  freshNews,
  frontRing,
  NO_RINGS,
  reduceRings,
  ringing,
  type RingNews,
  type RingsEvent,
} from "../incoming/rings.ts";
import { visitorName } from "../incoming/visitor-words.ts";
import type { NotesBook } from "../notes/keeper.ts";
import { createTick } from "../time.ts";
import { words } from "../words/words.ts";
import { cardMayShow, deskPhase } from "./phase.ts";

export interface DeskModel {
  readonly desk: AgentDesk;
  readonly notes: NotesBook;
  readonly phase: ReadonlySignal<ScreenPhase>;
  /** The call on the incoming card; null = no card. */
  readonly front: ReadonlySignal<IncomingCall | null>;
  /** The other calls that ring, oldest first. */
  readonly behind: ReadonlySignal<readonly IncomingCall[]>;
  /** The call that Accept was pressed for. */
  readonly answering: ReadonlySignal<string | null>;
  readonly news: ReadonlySignal<readonly RingNews[]>;
  /** Who this agent talks to or talked to last; null when not known. */
  readonly visitor: ReadonlySignal<VisitorCard | null>;
  /** What to call them, as far as it is known; never empty. */
  readonly visitorName: ReadonlySignal<string>;
  /** The server's clock in milliseconds, moving once a second. */
  readonly serverNow: ReadonlySignal<number>;
  accept(callId: string): Promise<void>;
  decline(callId: string): Promise<void>;
  choose(callId: string): void;
  /** Calls a visitor back; `name`: as they signed their message, if they left one. */
  callBack(callId: string, name: string): Promise<void>;
  /** True while the visitor of this call in vain can be called back. */
  isReachable(callId: string | null): boolean;
  dispose(): void;
}

/** Who was faster, when that is why the engine refuses; else null. */
const fasterAgent = (error: unknown): { by: string | null } | null => {
  if (!(error instanceof EngineError) || error.wire?.code !== "already_answered") return null;
  return { by: error.wire.by ?? null };
};

export const createDeskModel = (
  desk: AgentDesk,
  api: Pick<Api, "call">,
  notes: NotesBook,
): DeskModel => {
  const rings = signal(NO_RINGS);
  const tick = createTick();
  const clockOffset = signal(0);
  const cards = signal<ReadonlyMap<string, VisitorCard>>(new Map());
  /** By call: names that visitors gave elsewhere than in their knock. */
  const signed = signal<ReadonlyMap<string, string>>(new Map());
  const disposals: (() => void)[] = [tick.stop];

  const happened = (event: RingsEvent) => {
    rings.value = reduceRings(rings.peek(), event);
  };

  const remember = (entries: readonly (readonly [string, VisitorCard])[]) => {
    if (entries.length > 0) cards.value = new Map([...cards.peek(), ...entries]);
  };

  /** After the console's own reload nothing rang here: the record knows the visitor. */
  const lookUp = async (callId: string): Promise<void> => {
    const { call } = await api.call(callId);
    remember([[callId, call.card]]);
    notes.of(callId).offer(call.notes);
  };

  disposals.push(
    effect(() => {
      const state = desk.state.value;
      if (state === null) return;
      clockOffset.value = state.serverNow - Date.now();
      remember([...state.incoming, ...state.waiting].map((call) => [call.callId, call.card]));
      happened({ type: "snapshot", incoming: state.incoming });
    }),
    effect(() => {
      const info = desk.lastRingEnded.value;
      if (info !== null) happened({ type: "ended", info, at: Date.now() });
    }),
    effect(() => {
      const callId = desk.call.value?.callId.value ?? null;
      if (callId === null) return;
      happened({ type: "accepted", callId });
      if (cards.peek().has(callId)) return;
      lookUp(callId).catch(() => undefined);
    }),
  );

  const callPhase = computed(() => desk.call.value?.phase.value ?? null);
  const calling = computed(() => desk.call.value?.direction.value === "outbound");
  const mayShow = computed(() => cardMayShow(callPhase.value));
  const front = computed(() => (mayShow.value ? frontRing(rings.value) : null));

  const callId = computed(() => desk.call.value?.callId.value ?? null);
  const visitor = computed(() =>
    callId.value === null ? null : (cards.value.get(callId.value) ?? null),
  );

  return {
    desk,
    notes,
    front,
    phase: computed(() => deskPhase(callPhase.value, front.value !== null, calling.value)),
    behind: computed(() =>
      mayShow.value ? ringing(rings.value).filter((call) => call !== front.value) : [],
    ),
    answering: computed(() => rings.value.answering),
    news: computed(() => freshNews(rings.value, tick.now.value)),
    visitor,
    visitorName: computed(() => {
      const own = visitor.value?.name?.trim() || desk.call.value?.remote.value?.name?.trim();
      const given = callId.value === null ? null : signed.value.get(callId.value);
      if (own || given) return own || given || "";
      return visitor.value === null ? words.call.visitor : visitorName(visitor.value, words);
    }),
    serverNow: computed(() => tick.now.value + clockOffset.value),
    accept: async (callId) => {
      if (rings.peek().answering !== null) return;
      happened({ type: "accept", callId });
      try {
        await desk.accept(callId);
        happened({ type: "accepted", callId });
      } catch (error) {
        const at = Date.now();
        const faster = fasterAgent(error);
        if (faster !== null) {
          happened({ type: "ended", info: { callId, outcome: "answered", ...faster }, at });
        }
        happened({ type: "accept_failed", callId, at });
      }
    },
    decline: async (callId) => {
      happened({ type: "decline", callId });
      try {
        await desk.decline(callId);
      } catch {
        happened({ type: "decline_failed", callId, at: Date.now() });
      }
    },
    choose: (callId) => {
      happened({ type: "chosen", callId });
    },
    callBack: async (origin, name) => {
      await desk.callBack(origin);
      if (callId.value === null || name === "") return;
      signed.value = new Map([...signed.peek(), [callId.value, name]]);
    },
    isReachable: (callId) =>
      callId !== null && (desk.state.value?.reachable.includes(callId) ?? false),
    dispose: () => {
      for (const dispose of disposals) dispose();
    },
  };
};
