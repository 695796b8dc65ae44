/**
 * The parts that both call screens are made of, drawn from the engine's `CallModel` only.
 * `CallScreen` is the whole of it; the rest is exported for screens that arrange parts themselves.
 */
export { Avatar } from "./avatar.tsx";
export { type Corner, type CornerMemory, tabMemory, useBubble } from "./bubble.ts";
export { IconButton } from "./button.tsx";
export { CallScreen, type CallScreenProps, type CallView } from "./call-screen.tsx";
export { contrast, onAccent } from "./contrast.ts";
export { ControlBar } from "./control-bar.tsx";
export { EndScreen } from "./end-screen.tsx";
export type { Elsewhere } from "./elsewhere.tsx";
export { Icon, type IconName } from "./icons.tsx";
export type { MessageDraft } from "./leave-message.tsx";
export { later } from "./later.tsx";
export { linkify, safeHref, type TextPiece } from "./links.ts";
export { ListenerBanner } from "./listener-banner.tsx";
export { initials, nameOf } from "./names.ts";
export { Notices } from "./notices.tsx";
export { Stage } from "./stage.tsx";
export { callStyles } from "./styles.ts";
export { clock } from "./time.ts";
export { Timer } from "./timer.tsx";
export { play } from "./video.tsx";
export { Waiting } from "./waiting.tsx";
export { en } from "./words/en.ts";
export type { Words } from "./words/words.ts";
