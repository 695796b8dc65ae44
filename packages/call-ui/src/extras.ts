/** The code that a call can do without until it is connected. */
export { Answer } from "./answer.tsx";
export { ChatPanel } from "./chat-panel.tsx";
export { DeviceSettings } from "./device-settings.tsx";
export { ElsewhereCard } from "./elsewhere.tsx";
export { KeepOnTop } from "./keep-on-top.tsx";
export { ListenerBanner } from "./listener-banner.tsx";
export { LeaveMessage } from "./leave-message.tsx";
export { Notices } from "./notices.tsx";
export { QualityMark } from "./quality-mark.tsx";
export { Rating } from "./rating.tsx";
export { ReadOut } from "./read-out.tsx";
export { settleIn } from "./settle-in.ts";
