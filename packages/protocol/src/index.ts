export * from "./call.ts";
export * from "./errors.ts";
export * from "./events.ts";
export * from "./peer-messages.ts";
export * from "./primitives.ts";
export * from "./rest.ts";
export * from "./signals.ts";
