/** What went wrong and why, down to the last cause, in one line each. */
export function reasonsOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)];
  // A host with two addresses fails once for each, and the error around them says nothing.
  const parts = error instanceof AggregateError ? error.errors.flatMap(reasonsOf) : [];
  const own = error.message === "" && parts.length > 0 ? [] : [error.message || error.name];
  return [...own, ...parts, ...(error.cause === undefined ? [] : reasonsOf(error.cause))];
}
