import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type * as extras from "./extras.ts";

type Parts = typeof extras;

let parts: Promise<Parts> | null = null;

/**
 * What no call needs for its first frame: chat, settings, rating, messages. Loaded once a call is
 * connected, so that all of it is there even if the server then goes away; at once when asked for.
 */
export function loadExtras(): Promise<Parts> {
  parts ??= import("./extras.ts").catch((error: unknown) => {
    parts = null;
    throw error;
  });
  return parts;
}

/** A part of the extras that draws nothing until its code is there. */
export function later<P extends object>(choose: (parts: Parts) => ComponentType<P>) {
  return function Later(props: P) {
    const anchor = useRef<HTMLElement>(null);
    const [Part, setPart] = useState<ComponentType<P> | null>(null);
    useEffect(() => {
      const root = anchor.current?.getRootNode();
      loadExtras().then(
        (loaded) => {
          if (!anchor.current || !root) return;
          loaded.settleIn(root);
          setPart(() => choose(loaded));
        },
        // Unreachable just now: the next opening tries again, and the call goes on.
        () => undefined,
      );
    }, []);
    return Part ? <Part {...props} /> : <i hidden ref={anchor} />;
  };
}
