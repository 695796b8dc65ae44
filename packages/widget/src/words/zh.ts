import type { ContinuityWords } from "../continuity/words.ts";

export { zh as call } from "@knockknock/call-ui/words/zh";

const LOADS_ALONE =
  "通话会暂停片刻，然后自动恢复。共享的屏幕需要重新共享。在新标签页中打开则不会中断。";

export const shell: ContinuityWords = {
  loading: "正在加载页面",
  stop: "停止加载",
  title: {
    "cross-origin": "此链接通往另一个网站",
    "cross-origin-answer": "此表单通往另一个网站",
    excluded: "此页面需要单独加载",
    "excluded-answer": "表单已发送，答复需要单独加载",
    uncarriable: "此页面需要单独加载",
    unreachable: "页面没有响应",
    unsaved: "要离开此页面吗？",
  },
  text: {
    "cross-origin": "您的通话在此网站上进行。请在新标签页中打开 {site}，以便继续交谈。",
    "cross-origin-answer":
      "表单已发送，但答复不是来自此网站。如要查看答复并继续交谈，请在新标签页中再发送一次表单。",
    excluded: LOADS_ALONE,
    "excluded-answer": LOADS_ALONE,
    uncarriable: LOADS_ALONE,
    unreachable: "通话仍在继续。您可以再试一次打开此页面。",
    unsaved: "您在此页面上输入的内容可能不会保存。",
  },
  stay: "留在这里",
  newTab: "在新标签页中打开",
  leave: "离开并结束通话",
  leaveAnyway: "离开且不保存",
  goOn: "加载页面",
  retry: "重试",
};
