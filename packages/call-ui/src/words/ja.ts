import { formats } from "./format.ts";
import type { Words } from "./words.ts";

const LANGUAGE = "ja";
const { spoken, plural, percent } = formats(LANGUAGE);

export const ja: Words = {
  language: LANGUAGE,
  direction: "ltr",

  agent: "担当者",
  visitor: "お客様",
  you: "あなた",

  videoCall: "ビデオ通話",
  cancel: "キャンセル",
  mute: "マイクをオフにする",
  unmute: "マイクをオンにする",
  cameraOff: "カメラをオフにする",
  cameraOn: "カメラをオンにする",
  share: "画面を共有",
  stopSharing: "共有を停止",
  flip: "カメラを切り替える",
  minimize: "小さくする",
  expand: "大きくする",
  settings: "設定",
  chat: "チャット",
  resumeSharing: "共有を再開",
  tapToHear: "タップして音声を聞く",
  callAgain: "もう一度かける",
  endCall: "通話を終了",
  send: "送信",
  leaveMessage: "メッセージを残す",
  close: "閉じる",
  dismiss: "非表示にする",
  hold: "保留",
  resume: "再開",
  accept: "応答",
  decline: "拒否",

  callWith: (name) => `${name}とのビデオ通話`,
  controls: "通話の操作",

  knocking: "呼び出しています…",
  askingPermission: "ブラウザが許可を求めています",
  askingPermissionHint:
    "カメラとマイクを許可すると、顔を見ながら話せます。許可しなくても参加できます。",
  ringingHint: (name) => `まもなく${name}がお話しします`,
  position: (position) => (position <= 1 ? "次にご案内します" : `${position} 番目にご案内します`),
  nobodyOnline: "ただいま対応できる者がおりません",
  nobodyOnlineHint: "メッセージを残していただければ、こちらからご連絡します。",
  connecting: "接続しています…",
  reconnecting: "再接続しています…",
  reconnectingHint: "接続が切れました。自動で戻りますので、少しお待ちください。",
  changingPage: (name) => `${name}がページを移動しています…`,
  changingPageHint: "すぐに戻ります。",
  onHold: "保留中",
  callingYou: (name) => `${name}から着信です`,

  isMuted: (name) => `${name}のマイクはオフです`,
  hasNoMicrophone: (name) => `${name}はマイクがありません`,
  cameraIsOff: "カメラはオフです",
  ownView: "自分のカメラ",
  youAreMuted: "マイクがオフになっています",
  youAreSharing: "画面を共有しています",
  isSharing: (name) => `${name}が画面を共有しています`,
  ownScreenStill: "このページを共有しています。ここの画像はわざと止めてあります。",

  listener: "リスナーモード。",
  listenerExplains: (name) => `${name}の映像と音声は届きますが、あなたの映像と音声は届きません。`,
  noCameraExplains: "カメラがブロックされています。声は届きますが、映像は届きません。",
  noMicrophoneExplains: "マイクがブロックされています。映像は届きますが、声は届きません。",
  policyExplains: "このウェブサイトは、ページ内のカメラとマイクを無効にしています。",
  refreshBringsBack: "変わらないときは、ページを再読み込みしてください。この通話に戻ります。",
  showMeHow: "方法を見る",
  typeInstead: "文字で話す",
  tryAgain: "もう一度許可を求める",
  guide: {
    chrome: [
      "ページのアドレスの左にあるアイコンをクリックします。",
      "カメラとマイクをオンにします。",
    ],
    chrome_android: [
      "アドレスの左にあるアイコンをタップし、「権限」を選びます。",
      "カメラとマイクを許可します。",
    ],
    firefox: [
      "ページのアドレスの左にある、斜線の入ったカメラをクリックします。",
      "横の ✕ で「ブロック」を外し、ここで「もう一度許可を求める」を選びます。",
    ],
    firefox_android: [
      "ページのアドレスの横にある鍵のマークをタップします。",
      "カメラとマイクを許可し、ここで「もう一度許可を求める」を選びます。",
    ],
    safari: [
      "メニューバーの「Safari」から「このWebサイトでの設定」を選びます。",
      "カメラとマイクを「許可」にします。",
    ],
    ios: [
      "アドレスの横のボタンをタップし、「Webサイトの設定」を選びます。",
      "カメラとマイクを「許可」にします。",
    ],
    other: [
      "ページのアドレスの横から、サイトの設定を開きます。",
      "このサイトにカメラとマイクを許可します。",
    ],
  },

  microphone: "マイク",
  speaker: "スピーカー",
  camera: "カメラ",
  volume: "音量",
  microphoneLevel: "マイクの入力レベル",
  testSound: "音を確認",
  noneFound: "見つかりません",

  message: "メッセージ",
  noMessages: "言葉やリンクをここで送り合えます。",
  unread: (count) => plural(count, { other: "新しいメッセージ # 件" }),
  messageFrom: (name) => `${name}：`,
  sending: "送信中…",

  quality: {
    good: "接続は良好です",
    fair: "接続がやや不安定です",
    poor: "接続が不安定です",
    unknown: "接続を測定しています",
  },
  qualityReason: {
    network: "ネットワークが原因です。",
    cpu: "この端末の負荷が高くなっています。ほかのアプリを閉じると改善します。",
  },
  relayed: "中継経由",
  direct: "直接接続",
  delay: (milliseconds) => `${Math.round(milliseconds)} ミリ秒`,
  loss: (ratio) => `損失 ${percent(ratio)}`,

  notices: {
    microphone_lost: (device) => `${device ?? "マイク"}が外れました。別のマイクを使っています。`,
    camera_lost: (device) => `${device ?? "カメラ"}が外れました。`,
    speaker_lost: (device) =>
      `${device ?? "スピーカー"}が外れました。別のスピーカーを使っています。`,
    device_back: (device) => `${device ?? "機器"}がまた使えます。`,
    flip_failed: () => "もう一方のカメラを起動できず、元のカメラに戻しました。",
    share_failed: () =>
      "画面を共有できませんでした。もう一度試すか、別のウィンドウを選んでください。",
    share_replaced: (name) => `${name ?? "相手"}が共有を始めたため、あなたの共有は終了しました。`,
    microphone_failed: () =>
      "マイクを起動できませんでした。ほかのアプリが使っているかもしれません。",
    camera_failed: () => "カメラを起動できませんでした。ほかのアプリが使っているかもしれません。",
    talking_while_muted: () => "マイクがオフです。話すにはオンにしてください。",
    upgraded_to_full: () => "映像と音声が届くようになりました。",
    camera_paused_by_network: () => "接続が弱いため、音声を保てるようカメラを一時停止しています。",
    audio_only_by_network: () => "接続がとても弱いため、今は音声のみです。",
    network_better: () => "接続が良くなり、映像が戻りました。",
    answered_by_colleague: (name) => `${name ?? "ほかの担当者"}が応答しました。`,
    signed_out: () => "サインアウトしました。通話を受けるには、もう一度サインインしてください。",
    chat_not_sent: () =>
      "メッセージを送信できませんでした。接続が戻ったら、もう一度お試しください。",
  },

  ended: {
    hangup: "通話が終了しました",
    cancelled: "通話をキャンセルしました",
    abandoned: "通話から離れました",
    declined: "ただいま電話に出られる者がおりません",
    no_answer: "今回は応答がありませんでした",
    no_agents: "ただいま対応できる者がおりません",
    connect_failed: "通話をつなげませんでした",
    connection_lost: "接続が切れました",
    replaced: "通話は別のウィンドウで続いています",
    server_shutdown: "通話サービスを再起動しています",
    internal_error: "こちらで問題が発生しました",
  },
  thanks: "ご連絡ありがとうございました",
  talkedFor: (name, milliseconds) => `${name}との通話時間：${spoken(milliseconds)}`,
  nobodyAnswered: "メッセージと連絡先を残していただければ、こちらからご連絡します。",
  howWasIt: "通話はいかがでしたか？",
  stars: (count) => plural(count, { other: "星 # つ" }),
  comment: "ほかに伝えたいことはありますか？",
  sendRating: "評価を送信",
  ratingThanks: "ありがとうございます。参考にいたします。",

  yourName: "お名前",
  yourContact: "メールアドレスまたは電話番号",
  leaveMessageExplains: "ご用件と連絡先をお知らせください。",
  messageSent: "受け取りました。こちらからご連絡します。",
  messageNotSent: "メッセージを送信できませんでした。接続を確認して、もう一度お試しください。",
  optional: "任意",

  elsewhere: "通話は別のタブで開いています",
  elsewhereHint: "そのタブに戻ると、話を続けられます。",
  cannotCall: "通話を始められませんでした。少し待って、もう一度お試しください。",
};
