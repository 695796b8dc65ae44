import type { GuideWords } from "./guide.ts";

const the = { both: "camera and microphone", camera: "camera", microphone: "microphone" };
const none = {
  both: "No camera and no microphone were found.",
  camera: "No camera was found.",
  microphone: "No microphone was found.",
};

export const guide: GuideWords = {
  why: {
    denied: (missing) => `This website may not use your ${the[missing]}.`,
    dismissed: (missing, app) =>
      `The question of ${app} about your ${the[missing]} was closed without an answer.`,
    blocked_by_system: (missing, app, system) =>
      `${system} does not let ${app} use your ${the[missing]}.`,
    blocked_by_policy: (missing) => `This website switches ${the[missing]} off on its pages.`,
    no_device: (missing) => none[missing],
    busy: (missing, app) =>
      `${app} could not start your ${the[missing]}. Another program may be using it.`,
    unsupported: (missing, app) => `${app} cannot use your ${the[missing]} on this page.`,
  },
  denied: {
    edge: [
      "Click the lock to the left of the page’s address, then Permissions for this site.",
      "Set Camera and Microphone to Allow.",
    ],
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
  again: "Choose Ask again here.",
  asks: {
    top: (app) => `${app} asks at the top left: allow it.`,
    middle: (app) => `${app} asks in the middle of its window: allow it.`,
    screen: (app) => `${app} asks on the screen: allow it.`,
  },
  system: {
    windows: (app) => [
      "Open Settings in Windows, then Privacy & security, then Camera; afterwards Microphone.",
      `Switch on access for desktop apps and for ${app}.`,
    ],
    mac: (app) => [
      "Open System Settings, then Privacy & Security, then Camera; afterwards Microphone.",
      `Switch ${app} on.`,
    ],
    android: (app) => [
      `Open the settings of Android, then Apps, ${app}, Permissions.`,
      "Allow Camera and Microphone, and come back here.",
    ],
    ios: (app) => [
      `Open the Settings app, then Apps, then ${app}.`,
      "Allow Camera and Microphone, and come back here.",
    ],
    other: (app) => [
      "Open the privacy settings of your computer.",
      `Allow ${app} to use camera and microphone.`,
    ],
  },
  plugIn: {
    computer: "Plug in a camera or a headset and switch it on.",
    phone: "Disconnect headsets and other accessories.",
  },
  closeOthers: {
    computer: "Close other programs and tabs that use camera or microphone.",
    phone: "End phone calls and close other apps that use camera or microphone.",
  },
  elsewhere: "Open this page in Chrome, Edge, Firefox or Safari itself, not inside another app.",
  reload: "If nothing changes, reload: you come back to this call.",
};
