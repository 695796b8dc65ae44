export type * from "./clients.ts";
export type * from "./model.ts";
export { Scope } from "./lib/scope.ts";
