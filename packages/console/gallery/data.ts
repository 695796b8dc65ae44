import type {
  CallDetail,
  CallRecord,
  ChatMessage,
  Me,
  MessageRecord,
  SiteSettings,
  TeamMember,
} from "@knockknock/protocol";
import { fakeCard, fakeMessage, fakeQuality, fakeRecord } from "../src/testing/fake-data.ts";

export const agent: Me = {
  id: "agent-1",
  name: "Agent",
  email: "agent@example.com",
  role: "owner",
};

const minutesAgo = (minutes: number): number => Date.now() - minutes * 60_000;

const pricing = {
  url: "https://shop.example/pricing?plan=team",
  title: "Pricing",
  referrer: "https://search.example/",
};

export const returning = fakeCard({
  page: pricing,
  earlierCalls: 2,
  lastCallAt: minutesAgo(27_000),
});
export const known = fakeCard({
  name: "Customer with an account",
  email: "customer@example.com",
  verified: true,
  language: "ar",
  device: "Safari on iPhone",
});
/** What only the page says of its visitor. */
export const claimed = fakeCard({ email: "somebody@example.com" });

export const callsNow = (): CallRecord[] => [
  fakeRecord({
    id: "call-0101",
    createdAt: minutesAgo(12),
    card: returning,
    notes: "Card declined twice, sees E-402 on the second step.",
    stars: 5,
    comment: "Quick and friendly.",
  }),
  fakeRecord({
    id: "call-0102",
    createdAt: minutesAgo(55),
    agentName: null,
    connectedAt: null,
    durationMs: 0,
    endReason: "no_answer",
    endedBy: "system",
  }),
  fakeRecord({ id: "call-0103", createdAt: minutesAgo(1_500), card: known, durationMs: 3_725_000 }),
  fakeRecord({
    id: "call-0104",
    createdAt: minutesAgo(1_620),
    agentName: null,
    connectedAt: null,
    durationMs: 0,
    endReason: "cancelled",
    card: fakeCard({
      page: { ...pricing, title: "A page with a very long title that goes on and on and on" },
    }),
  }),
  fakeRecord({
    id: "call-0105",
    createdAt: minutesAgo(9_000),
    endedBy: "agent",
    card: { ...claimed, name: "Somebody" },
  }),
];

export const messagesNow = (): MessageRecord[] => [
  fakeMessage({ createdAt: minutesAgo(40), callId: "call-0102" }),
  fakeMessage({
    id: "message-0002",
    name: "",
    contact: "+49 30 0000000",
    text: "Can somebody call me back about the team plan?\n\nAny time after four.",
    createdAt: minutesAgo(2_000),
  }),
];

export const teamNow = (): TeamMember[] => [
  { ...agent, available: true },
  {
    id: "agent-2",
    name: "Colleague",
    email: "colleague@example.com",
    role: "agent",
    available: true,
  },
  {
    id: "agent-3",
    name: "Supervisor",
    email: "supervisor-with-a-long-address@example.com",
    role: "supervisor",
    available: false,
  },
];

export const chatNow = (from: number): ChatMessage[] => [
  { id: "chat-0001", from: "visitor", text: "The order is 4711.", at: from + 60_000 },
  { id: "chat-0002", from: agent.id, text: "One moment, I look it up.", at: from + 75_000 },
];

export const qualityNow: CallDetail["quality"] = {
  agent: fakeQuality(),
  visitor: fakeQuality({ freezes: 0, recoveries: 0, relayed: false }),
};

export const keyMadeAt = (): number => minutesAgo(90_000);

export const siteNow: SiteSettings = {
  id: "site-0001",
  key: "demo",
  name: "Demo shop",
  accent: "#f4b000",
  position: "bottom-right",
  allowedOrigins: ["https://shop.example"],
  fixedOrigins: ["https://calls.example"],
  relayOnly: false,
  excludedPaths: ["/checkout"],
  timings: { ringMs: 30_000, queueMs: 60_000, connectMs: 15_000, absentMs: 15_000 },
};
