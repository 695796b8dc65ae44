/**
 * What no call needs before its first picture, loaded when it is first needed. One file: each of its
 * own would be a round trip, and would be compressed without the others.
 */
export { choices } from "./media/choices.ts";
export { noticeMutedTalk } from "./media/muted-talk.ts";
export { classify, closedPicker } from "./media/permissions.ts";
export { playTestTone } from "./media/test-tone.ts";
export { poll } from "./signaling/polling.ts";
export { Measurements } from "./stats/measurements.ts";
export { Economy } from "./stats/thrift-policy.ts";
