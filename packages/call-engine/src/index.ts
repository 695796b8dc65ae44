import * as z from "zod/mini";
import { makeAgentDesk } from "./agent-desk.ts";
import type {
  AgentDesk,
  AgentDeskOptions,
  VisitorClient,
  VisitorClientOptions,
} from "./clients.ts";
import { browserPlatform } from "./platform.ts";
import { makeVisitorClient } from "./visitor-client.ts";

// Schemas compiled with `new Function` would show up as a report on pages with a strict CSP.
z.config({ jitless: true });

export type * from "./clients.ts";
export type * from "./model.ts";
export { EngineError, type EngineErrorReason } from "./lib/errors.ts";
export { OneTab } from "./one-tab.ts";
export { Scope } from "./lib/scope.ts";

/** For the page that a visitor is on. Nothing is stored, opened or asked before `start`. */
export const createVisitorClient = (options: VisitorClientOptions): VisitorClient =>
  makeVisitorClient(options, browserPlatform());

/** For a signed-in agent's console; connects at once and stays connected. */
export const createAgentDesk = (options: AgentDeskOptions): AgentDesk =>
  makeAgentDesk(options, browserPlatform());
