/**
 * What no call needs before its first picture, in one file: each of its own would be compressed
 * without the others. The build has the engine load its late parts from here, too.
 */
export * from "@knockknock/call-engine/late";
export { createRingtone } from "@knockknock/call-ui/ringtone";
export { OwnWindow } from "./own-window.ts";
export * from "./pop-out.ts";
