import type { ContinuityWords } from "../continuity/words.ts";

export { ja as call } from "@knockknock/call-ui/words/ja";

const LOADS_ALONE =
  "通話は少しのあいだ止まり、自動で戻ります。画面の共有はやり直しが必要です。新しいタブで開けば、何も止まりません。";

export const shell: ContinuityWords = {
  loading: "ページを読み込んでいます",
  stop: "読み込みを中止",
  title: {
    "cross-origin": "このリンクは別のウェブサイトに移動します",
    "cross-origin-answer": "このフォームは別のウェブサイトに移動します",
    excluded: "このページは単独で読み込まれます",
    "excluded-answer": "フォームは送信されました。応答は単独で読み込まれます",
    uncarriable: "このページは単独で読み込まれます",
    unreachable: "ページから応答がありません",
    unsaved: "このページを離れますか？",
  },
  text: {
    "cross-origin":
      "通話はこのウェブサイトで続いています。話を続けるには、{site} を新しいタブで開いてください。",
    "cross-origin-answer":
      "フォームは送信されましたが、応答はこのウェブサイトのものではありません。通話を続けながら応答を見るには、新しいタブでもう一度送信してください。",
    excluded: LOADS_ALONE,
    "excluded-answer": LOADS_ALONE,
    uncarriable: LOADS_ALONE,
    unreachable: "通話は続いています。ページはもう一度試せます。",
    unsaved: "このページに入力した内容は保存されない場合があります。",
  },
  stay: "ここに残る",
  newTab: "新しいタブで開く",
  leave: "移動して通話を終了",
  leaveAnyway: "保存せずに移動",
  goOn: "ページを読み込む",
  retry: "もう一度試す",
};
