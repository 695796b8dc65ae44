import { formats } from "./format.ts";
import type { Words } from "./words.ts";

const LANGUAGE = "en";
const list = new Intl.PluralRules(LANGUAGE, { type: "ordinal" });
const ORDINAL_ENDINGS: Record<Intl.LDMLPluralRule, string> = {
  zero: "th",
  one: "st",
  two: "nd",
  few: "rd",
  many: "th",
  other: "th",
};
const { spoken, plural, percent } = formats(LANGUAGE);

export const en: Words = {
  language: LANGUAGE,
  direction: "ltr",

  agent: "Agent",
  visitor: "Visitor",
  you: "You",

  videoCall: "Video call",
  cancel: "Cancel",
  mute: "Mute microphone",
  unmute: "Unmute microphone",
  cameraOff: "Turn camera off",
  cameraOn: "Turn camera on",
  share: "Share screen",
  stopSharing: "Stop sharing",
  flip: "Flip camera",
  minimize: "Minimize",
  expand: "Expand",
  settings: "Settings",
  chat: "Chat",
  resumeSharing: "Resume sharing",
  tapToHear: "Tap to hear",
  callAgain: "Call again",
  endCall: "End call",
  send: "Send",
  leaveMessage: "Leave a message",
  close: "Close",
  dismiss: "Dismiss",
  hold: "Hold",
  resume: "Resume",
  accept: "Accept",
  decline: "Decline",

  callWith: (name) => `Video call with ${name}`,
  controls: "Call controls",

  knocking: "Knocking…",
  askingPermission: "Your browser is asking",
  askingPermissionHint:
    "Allow camera and microphone to be seen and heard. You can also join without them.",
  ringingHint: (name) => `${name} will be with you in a moment`,
  position: (position) =>
    position <= 1
      ? "You are first in line"
      : `You are ${position}${ORDINAL_ENDINGS[list.select(position)]} in line`,
  nobodyOnline: "Nobody is here right now",
  nobodyOnlineHint: "Leave a message and we will get back to you.",
  connecting: "Connecting…",
  reconnecting: "Reconnecting…",
  reconnectingHint: "The connection dropped. Hold on, it comes back by itself.",
  changingPage: (name) => `${name} is changing page…`,
  changingPageHint: "Back in a moment.",
  onHold: "On hold",
  callingYou: (name) => `${name} is calling you`,

  isMuted: (name) => `${name} is muted`,
  hasNoMicrophone: (name) => `${name} has no microphone`,
  cameraIsOff: "Camera off",
  ownView: "Your camera",
  youAreMuted: "You are muted",
  youAreSharing: "You are sharing",
  isSharing: (name) => `${name} is sharing`,
  ownScreenStill: "You are sharing this page. This picture stands still on purpose.",

  listener: "Listener mode.",
  listenerExplains: (name) => `You see and hear ${name}; ${name} can’t see or hear you.`,
  noCameraExplains: "Your camera is blocked, so you are heard but not seen.",
  noMicrophoneExplains: "Your microphone is blocked, so you are seen but not heard.",
  policyExplains: "This website switches camera and microphone off on its pages.",
  refreshBringsBack: "If nothing changes, reload the page: you come back to this call.",
  showMeHow: "Show me how",
  typeInstead: "Type instead",
  tryAgain: "Ask again",
  guide: {
    chrome: [
      "Click the icon to the left of the page’s address.",
      "Switch Camera and Microphone on.",
    ],
    chrome_android: [
      "Tap the icon to the left of the page’s address, then Permissions.",
      "Allow Camera and Microphone.",
    ],
    firefox: [
      "Click the crossed-out camera to the left of the page’s address.",
      "Remove “Blocked” with the ✕ beside it, then choose Ask again here.",
    ],
    firefox_android: [
      "Tap the lock beside the page’s address.",
      "Allow Camera and Microphone, then choose Ask again here.",
    ],
    safari: [
      "In the menu bar choose Safari, then Settings for this website.",
      "Set Camera and Microphone to Allow.",
    ],
    ios: [
      "Tap the button beside the page’s address, then Website Settings.",
      "Set Camera and Microphone to Allow.",
    ],
    other: [
      "Open the site settings beside the page’s address.",
      "Allow Camera and Microphone for this site.",
    ],
  },

  microphone: "Microphone",
  speaker: "Speaker",
  camera: "Camera",
  volume: "Volume",
  microphoneLevel: "Microphone level",
  testSound: "Test sound",
  noneFound: "None available",

  message: "Message",
  noMessages: "Words and links go here, for both of you.",
  unread: (count) => plural(count, { one: "# new message", other: "# new messages" }),
  messageFrom: (name) => `${name}:`,
  sending: "Sending…",

  quality: {
    good: "Good connection",
    fair: "Fair connection",
    poor: "Poor connection",
    unknown: "Measuring the connection",
  },
  qualityReason: {
    network: "The network is the limit.",
    cpu: "This device is busy; closing other programs helps.",
  },
  relayed: "Through a relay",
  direct: "Direct",
  delay: (milliseconds) => `${Math.round(milliseconds)} ms`,
  loss: (ratio) => `${percent(ratio)} lost`,

  notices: {
    microphone_lost: (device) => `${device ?? "The microphone"} was unplugged. Using another one.`,
    camera_lost: (device) => `${device ?? "The camera"} was unplugged.`,
    speaker_lost: (device) => `${device ?? "The speaker"} was unplugged. Using another one.`,
    device_back: (device) => `${device ?? "The device"} is back.`,
    flip_failed: () => "The other camera did not start. You are back on the first one.",
    share_failed: () => "Your screen could not be shared. Try again or choose another window.",
    share_replaced: (name) => `${name ?? "The other side"} is sharing now, so your share ended.`,
    microphone_failed: () => "The microphone did not start. Another program may be using it.",
    camera_failed: () => "The camera did not start. Another program may be using it.",
    talking_while_muted: () => "You are muted. Unmute to be heard.",
    upgraded_to_full: () => "You can be seen and heard now.",
    camera_paused_by_network: () => "Weak connection: the camera pauses so that sound stays clear.",
    audio_only_by_network: () => "Very weak connection: sound only for now.",
    network_better: () => "The connection is better; the picture is back.",
    answered_by_colleague: (name) => `Answered by ${name ?? "a colleague"}.`,
    signed_out: () => "You were signed out. Sign in again to take calls.",
    chat_not_sent: () => "Your message was not sent. Try again when the connection is back.",
  },

  ended: {
    hangup: "Call ended",
    cancelled: "Call cancelled",
    abandoned: "The call was left",
    declined: "Nobody can take your call right now",
    no_answer: "Nobody answered this time",
    no_agents: "Nobody is here right now",
    connect_failed: "The call could not connect",
    connection_lost: "The connection was lost",
    replaced: "The call goes on in another window",
    server_shutdown: "The call service is restarting",
    internal_error: "Something went wrong on our side",
  },
  thanks: "Thanks for knocking",
  talkedFor: (name, milliseconds) => `You talked with ${name} for ${spoken(milliseconds)}`,
  nobodyAnswered: "Leave a message with a way to reach you, and we will get back to you.",
  howWasIt: "How was it?",
  stars: (count) => plural(count, { one: "# star", other: "# stars" }),
  comment: "Anything you want to add?",
  sendRating: "Send rating",
  ratingThanks: "Thank you. That helps.",

  yourName: "Your name",
  yourContact: "E-mail or phone",
  leaveMessageExplains: "Tell us what it is about and how to reach you.",
  messageSent: "Got it. We will get back to you.",
  messageNotSent: "Your message could not be sent. Check the connection and try again.",
  optional: "optional",

  elsewhere: "Your call is open in another tab",
  elsewhereHint: "Go back to that tab to carry on talking.",
  cannotCall: "The call could not be started. Try again in a moment.",
};
