import type { CallRecord } from "@knockknock/protocol";
import type { JSX } from "preact";
import { useCallback } from "preact/hooks";
import type { Api } from "../api.ts";
import { LoadState } from "../parts/load-state.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { Connection } from "./connection.tsx";
import { KeptChat } from "./kept-chat.tsx";

/** What is kept of a call besides its record; nothing at all where nothing is. */
export const Kept = (props: { api: Pick<Api, "call">; record: CallRecord }): JSX.Element => {
  const { api, record } = props;
  const ask = useCallback(() => api.call(record.id), [api, record.id]);
  const { value, failure, reload } = useLoaded(ask, null);
  return (
    <>
      {value && value.chat.length > 0 && <KeptChat record={record} chat={value.chat} />}
      {value && <Connection quality={value.quality} />}
      <LoadState loading={false} failure={failure} onRetry={reload} />
    </>
  );
};
