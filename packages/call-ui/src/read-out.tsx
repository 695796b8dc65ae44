import { useEffect, useRef, useState } from "preact/hooks";
import type { CallModel } from "@knockknock/call-engine";
import { sharedScreen } from "./stage.tsx";
import type { Words } from "./words/words.ts";

interface ReadOutProps {
  readonly model: CallModel;
  readonly words: Words;
  /** Of the other side. */
  readonly name: string;
}

/**
 * What the pictures of a call show without a word, for those who do not see them. Stands in a live
 * region: each thing is said when it begins to be so, and taken back when anything is so no more,
 * or the same words a second time would not be read.
 */
export function ReadOut({ model, words, name }: ReadOutProps) {
  const remote = model.remote.value;
  const shared = sharedScreen(model);
  const facts = {
    [words.connected]: model.phase.value === "connected",
    [words.isMuted(name)]: remote?.media.microphone === "muted",
    [`${words.messageFrom(name)} ${words.cameraIsOff}`]: remote?.media.camera === "off",
    [words.isSharing(name)]: shared === "remote",
    [words.youAreSharing]: shared === "local",
  };
  const now = Object.keys(facts).filter((text) => facts[text]);
  const before = useRef<readonly string[]>([]);
  const [said, say] = useState("");
  const all = now.join("\n");
  useEffect(() => {
    const news = now.filter((text) => !before.current.includes(text));
    const over = before.current.some((text) => !now.includes(text));
    before.current = now;
    if (news.length > 0 || over) say(news.join(". "));
  }, [all]);
  return <>{said}</>;
}
