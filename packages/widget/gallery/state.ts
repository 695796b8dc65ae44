import type { FakeCall } from "@knockknock/call-engine/testing";
import type { CallView, Elsewhere, Words } from "@knockknock/call-ui";
import type { Blocked } from "../src/continuity/contract.ts";

/** One thing that a visitor may see. */
export interface State {
  /** Absent: there is no call, only the pill. */
  readonly model?: FakeCall;
  /** `expanded` unless said otherwise. */
  readonly view?: CallView;
  /** Controls that lead there, by their names, pressed in this order. */
  readonly press?: readonly ((words: Words) => string)[];
  readonly position?: "bottom-left";
  readonly pill?: { readonly available?: boolean; readonly busy?: boolean; problem?: string };
  readonly elsewhere?: Elsewhere;
  /** A navigation that waits for the visitor's answer. */
  readonly leaving?: Blocked;
  readonly messageFails?: boolean;
  /** Steps to a permission differ between browsers; this is the one to pretend to be. */
  readonly userAgent?: string;
}

export type States = Readonly<Record<string, () => State>>;
