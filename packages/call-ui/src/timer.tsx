import type { Value } from "@knockknock/call-engine";
import { clock } from "./time.ts";

/** The running time of a call. Props: `durationMs`, whole milliseconds since it connected. */
export function Timer({ durationMs }: { durationMs: Value<number> }) {
  return (
    <span class="kk-timer" part="timer" role="timer">
      {clock(durationMs.value)}
    </span>
  );
}
