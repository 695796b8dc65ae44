import { useCallback, useEffect, useState } from "preact/hooks";

interface Loaded<T> {
  readonly value: T;
  readonly loading: boolean;
  /** What went wrong the last time, or null. */
  readonly failure: unknown;
  readonly reload: () => void;
}

/**
 * What a screen shows of the server, asked for when it opens; `LoadState` draws how that stands.
 *
 * @param ask the same function from one drawing to the next, or it is asked again each time
 */
export function useLoaded<T>(ask: () => Promise<T>, until: T): Loaded<T> {
  const [value, setValue] = useState(until);
  const [loading, setLoading] = useState(true);
  const [failure, setFailure] = useState<unknown>(null);

  const reload = useCallback(() => {
    setLoading(true);
    setFailure(null);
    ask()
      .then(setValue, setFailure)
      .finally(() => setLoading(false));
  }, [ask]);
  useEffect(reload, [reload]);

  return { value, loading, failure, reload };
}
