import { inOneLine, type CallMaker } from "./call.ts";
import { say } from "./report.ts";

export interface ComparedOptions {
  /** Calls per product. */
  readonly runs: number;
  /** Counts the calls that an earlier run has left in `lab/results/`. */
  readonly resume: boolean;
  /** Aborted when the lab is being taken down. */
  readonly stopped: AbortSignal;
  readonly beside: readonly CallMaker[];
}

/**
 * A call of each product in turn, so that all meet the same mood of the machine. A call that fails is
 * told and not made again.
 *
 * @param runs how many of the first product's; fewer where earlier ones are `counted`
 * @returns what went wrong with the first product, one line each
 */
export async function inTurn(
  what: string,
  makers: readonly CallMaker[],
  {
    runs,
    counted,
    stopped,
  }: { readonly runs: number; readonly counted: number; readonly stopped: AbortSignal },
  call: (maker: CallMaker) => Promise<void>,
): Promise<string[]> {
  const failures: string[] = [];
  for (let run = counted; run < runs; run++) {
    for (const maker of makers) {
      try {
        await call(maker);
      } catch (error) {
        stopped.throwIfAborted();
        const why = `${what}: ${inOneLine(error)}`;
        say(`  ✗ ${maker.name}  ${why}`);
        if (maker === makers[0]) failures.push(why);
      }
    }
  }
  return failures;
}
