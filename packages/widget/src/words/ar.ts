import type { ContinuityWords } from "../continuity/words.ts";

export { ar as call } from "@knockknock/call-ui/words/ar";

const LOADS_ALONE =
  "تتوقف مكالمتك لحظة ثم تعود من تلقاء نفسها. الشاشة المشارَكة تحتاج إلى مشاركتها من جديد. في علامة تبويب جديدة لا يتوقف شيء.";

export const shell: ContinuityWords = {
  loading: "جارٍ تحميل الصفحة",
  stop: "إيقاف التحميل",
  title: {
    "cross-origin": "هذا الرابط يقود إلى موقع آخر",
    "cross-origin-answer": "هذا النموذج يقود إلى موقع آخر",
    excluded: "هذه الصفحة تُحمَّل وحدها",
    "excluded-answer": "أُرسل النموذج، والرد عليه يُحمَّل وحده",
    uncarriable: "هذه الصفحة تُحمَّل وحدها",
    unreachable: "لم تستجب الصفحة",
    unsaved: "مغادرة هذه الصفحة؟",
  },
  text: {
    "cross-origin": "مكالمتك تجري على هذا الموقع. افتح {site} في علامة تبويب جديدة لمتابعة الحديث.",
    "cross-origin-answer":
      "أُرسل النموذج، لكن الرد عليه لا يأتي من هذا الموقع. لرؤيته ومتابعة الحديث، أرسل النموذج مرة أخرى في علامة تبويب جديدة.",
    excluded: LOADS_ALONE,
    "excluded-answer": LOADS_ALONE,
    uncarriable: LOADS_ALONE,
    unreachable: "مكالمتك مستمرة. يمكنك محاولة فتح الصفحة مرة أخرى.",
    unsaved: "قد لا يُحفظ ما كتبته في هذه الصفحة.",
  },
  stay: "البقاء هنا",
  newTab: "الفتح في علامة تبويب جديدة",
  leave: "المغادرة وإنهاء المكالمة",
  leaveAnyway: "المغادرة من دون حفظ",
  goOn: "تحميل الصفحة",
  retry: "المحاولة مرة أخرى",
};
