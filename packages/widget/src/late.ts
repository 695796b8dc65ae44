/** What few calls need, in one file: each of its own would be compressed without the others. */
export { createRingtone } from "@knockknock/call-ui/ringtone";
export { OwnWindow } from "./own-window.ts";
export * from "./pop-out.ts";
