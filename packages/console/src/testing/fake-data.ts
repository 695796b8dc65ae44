/** Made-up visitors and calls for the gallery and for tests. */
import type {
  CallRecord,
  IncomingCall,
  MessageRecord,
  QualitySummary,
  VisitorCard,
} from "@knockknock/protocol";

export const fakeCard = (over: Partial<VisitorCard> = {}): VisitorCard => ({
  name: null,
  email: null,
  verified: false,
  page: {
    url: "https://shop.example/checkout?step=2",
    title: "Checkout",
    referrer: "https://search.example/?q=standing+desk",
  },
  device: "Firefox on Windows",
  language: "de",
  siteName: "Demo shop",
  earlierCalls: 0,
  lastCallAt: null,
  ...over,
});

export const fakeIncoming = (over: Partial<IncomingCall> = {}): IncomingCall => ({
  callId: "call-0001",
  card: fakeCard(),
  permission: { microphone: "prompting", camera: "prompting" },
  knockedAt: 0,
  deadlineAt: 30_000,
  prewarm: null,
  ...over,
});

export const fakeRecord = (over: Partial<CallRecord> = {}): CallRecord => ({
  id: "call-0001",
  direction: "inbound",
  card: fakeCard(),
  agentName: "Agent",
  createdAt: 0,
  connectedAt: 8_000,
  endedAt: 253_000,
  waitedMs: 8_000,
  durationMs: 245_000,
  endReason: "hangup",
  endedBy: "visitor",
  stars: null,
  comment: "",
  notes: "",
  ...over,
});

export const fakeMessage = (over: Partial<MessageRecord> = {}): MessageRecord => ({
  id: "message-0001",
  siteName: "Demo shop",
  name: "Returning visitor",
  contact: "visitor@example.com",
  text: "The payment fails with E-402. Please write back.",
  page: { url: "https://shop.example/checkout", title: "Checkout", referrer: "" },
  createdAt: 0,
  callId: null,
  ...over,
});

/** Ten steps of four seconds: good at first, then a bad moment, a gap, and good again. */
export const fakeQuality = (over: Partial<QualitySummary> = {}): QualitySummary => ({
  medianRttMs: 48.2,
  packetLossRatio: 0.0094,
  concealedRatio: 0.004,
  framesDecoded: 1_180,
  freezes: 2,
  recoveries: 1,
  relayed: true,
  course: {
    stepMs: 4_000,
    steps: [
      ...Array.from({ length: 5 }, () => ({ level: "good", rttMs: 46, lossRatio: 0 }) as const),
      { level: "fair", rttMs: 290, lossRatio: 0.01 },
      { level: "poor", rttMs: 610, lossRatio: 0.094 },
      { level: "unknown", rttMs: null, lossRatio: null },
      ...Array.from({ length: 2 }, () => ({ level: "good", rttMs: 50, lossRatio: 0 }) as const),
    ],
  },
  ...over,
});
