import type { QualityView } from "../model.ts";

/** Before anything was measured. */
export const UNKNOWN_QUALITY: QualityView = {
  level: "unknown",
  reason: null,
  rttMs: null,
  lossRatio: null,
  relayed: null,
};
