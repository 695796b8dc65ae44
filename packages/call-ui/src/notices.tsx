import { useEffect } from "preact/hooks";
import type { CallModel, Notice } from "@knockknock/call-engine";
import { IconButton } from "./button.tsx";
import type { Words } from "./words/words.ts";

/** Long enough to read the longest notice twice (about 90 characters at 15 a second). */
const SHOWN_MS = 12_000;

interface NoticesProps {
  readonly model: Pick<CallModel, "notices" | "dismissNotice">;
  readonly words: Words;
}

/** Things worth telling once; each goes away by itself, or at a click. Stands in a live region. */
export function Notices({ model, words }: NoticesProps) {
  return (
    <>
      {model.notices.value.map((notice) => (
        <OneNotice
          key={notice.id}
          notice={notice}
          words={words}
          dismiss={(id) => model.dismissNotice(id)}
        />
      ))}
    </>
  );
}

interface OneNoticeProps {
  readonly notice: Notice;
  readonly words: Words;
  readonly dismiss: (id: number) => void;
}

function OneNotice({ notice, words, dismiss }: OneNoticeProps) {
  useEffect(() => {
    const timer = setTimeout(() => dismiss(notice.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice.id]);
  return (
    <div class="kk-notice">
      <span>{words.notices[notice.code](notice.subject)}</span>
      <IconButton label={words.dismiss} icon="close" onClick={() => dismiss(notice.id)} />
    </div>
  );
}
