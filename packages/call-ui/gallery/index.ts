/** What the galleries of both call screens share: drawn people, and how a state is reached. */
export { overview } from "./overview.ts";
export { agentFace, sharedPage, visitorFace } from "./pictures.ts";
export { pressAll } from "./press.ts";
