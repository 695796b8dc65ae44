import type { VisitorCard } from "@knockknock/protocol";

/** A visitor of whom nothing is known but the page. */
export const STRANGER: Omit<VisitorCard, "page"> = {
  name: null,
  email: null,
  verified: false,
  device: "",
  language: "en",
  siteName: "Shop",
  earlierCalls: 0,
  lastCallAt: null,
};
