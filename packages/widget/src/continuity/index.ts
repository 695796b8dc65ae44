/** The continuity shell: a call and a shared screen that outlive the page. */
export type * from "./contract.ts";
export { ContinuityPrompt } from "./prompt.tsx";
export { startContinuity } from "./start.ts";
export { english as continuityWords, type ContinuityWords } from "./words.ts";
