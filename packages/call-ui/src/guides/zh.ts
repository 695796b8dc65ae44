import type { GuideWords } from "./guide.ts";

const the = { both: "摄像头和麦克风", camera: "摄像头", microphone: "麦克风" };
const none = {
  both: "未找到摄像头和麦克风。",
  camera: "未找到摄像头。",
  microphone: "未找到麦克风。",
};

export const guide: GuideWords = {
  why: {
    denied: (missing) => `此网站不能使用您的${the[missing]}。`,
    dismissed: (missing, app) => `${app} 询问是否使用${the[missing]}的提示未得到回答就被关闭了。`,
    blocked_by_system: (missing, app, system) =>
      `${system} 不允许 ${app} 使用您的${the[missing]}。`,
    blocked_by_policy: (missing) => `此网站在其页面上停用了${the[missing]}。`,
    no_device: (missing) => none[missing],
    busy: (missing, app) => `${app} 无法启动您的${the[missing]}，可能有其他程序正在使用。`,
    unsupported: (missing, app) => `${app} 无法在此页面上使用您的${the[missing]}。`,
  },
  denied: {
    edge: ["点击地址左侧的锁形图标，然后点击“此站点的权限”。", "将摄像头和麦克风设为“允许”。"],
    chrome: ["点击页面地址左侧的图标。", "打开摄像头和麦克风。"],
    chrome_android: ["点按地址左侧的图标，然后点按“权限”。", "允许摄像头和麦克风。"],
    firefox: [
      "点击页面地址左侧带斜线的摄像头图标。",
      "点旁边的 ✕ 移除“已阻止”，然后在这里选择“再次询问”。",
    ],
    firefox_android: [
      "点按页面地址旁边的锁形图标。",
      "允许摄像头和麦克风，然后在这里选择“再次询问”。",
    ],
    safari: ["在菜单栏中选择 Safari，然后选择“此网站的设置”。", "将摄像头和麦克风设为“允许”。"],
    ios: ["点按地址旁边的按钮，然后点按“网站设置”。", "将摄像头和麦克风设为“允许”。"],
    other: ["打开页面地址旁边的网站设置。", "允许此网站使用摄像头和麦克风。"],
  },
  again: "在这里选择“再次询问”。",
  asks: {
    top: (app) => `${app} 会在左上方、地址下面询问，请允许。`,
    middle: (app) => `${app} 会在窗口中间询问，请允许。`,
    screen: (app) => `${app} 会在屏幕上询问，请允许。`,
  },
  system: {
    windows: (app) => [
      "在 Windows 中打开“设置”，依次选择“隐私和安全性”“相机”，然后是“麦克风”。",
      `打开桌面应用和 ${app} 的访问权限。`,
    ],
    mac: (app) => [
      "打开“系统设置”，依次选择“隐私与安全性”“摄像头”，然后是“麦克风”。",
      `打开 ${app} 的开关。`,
    ],
    android: (app) => [
      `打开 Android 的设置，依次选择“应用”、${app}、“权限”。`,
      "允许摄像头和麦克风，然后回到这里。",
    ],
    ios: (app) => [`打开“设置”应用，依次选择“App”、${app}。`, "允许摄像头和麦克风，然后回到这里。"],
    other: (app) => ["打开电脑的隐私设置。", `允许 ${app} 使用摄像头和麦克风。`],
  },
  plugIn: {
    computer: "连接摄像头或耳机，并确认设备已打开。",
    phone: "断开手机或平板上的耳机和其他配件。",
  },
  closeOthers: {
    computer: "关闭其他正在使用摄像头或麦克风的程序和标签页，例如另一个通话。",
    phone: "结束电话通话，并关闭其他正在使用摄像头或麦克风的应用。",
  },
  elsewhere: "请直接在 Chrome、Edge、Firefox 或 Safari 中打开此页面，而不是在其他应用里打开。",
  reload: "如果没有变化，请重新加载页面，您会回到这次通话。",
};
