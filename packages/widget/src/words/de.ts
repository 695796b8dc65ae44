import type { ContinuityWords } from "../continuity/words.ts";

export { de as call } from "@knockknock/call-ui/words/de";

const LOADS_ALONE =
  "Ihr Gespräch macht kurz Pause und kommt von selbst zurück. Einen gezeigten Bildschirm müssen Sie danach neu zeigen. In einem neuen Tab gibt es keine Pause.";

export const shell: ContinuityWords = {
  loading: "Die Seite wird geladen",
  stop: "Laden abbrechen",
  title: {
    "cross-origin": "Dieser Link führt zu einer anderen Website",
    "cross-origin-answer": "Dieses Formular führt zu einer anderen Website",
    excluded: "Diese Seite lädt für sich allein",
    "excluded-answer": "Das Formular wurde gesendet, die Antwort lädt für sich allein",
    uncarriable: "Diese Seite lädt für sich allein",
    unreachable: "Die Seite hat nicht geantwortet",
    unsaved: "Diese Seite verlassen?",
  },
  text: {
    "cross-origin":
      "Ihr Gespräch läuft auf dieser Website. Öffnen Sie {site} in einem neuen Tab, um weiterzusprechen.",
    "cross-origin-answer":
      "Das Formular wurde gesendet, die Antwort kommt aber nicht von dieser Website. Um sie zu sehen und weiterzusprechen, senden Sie es in einem neuen Tab noch einmal.",
    excluded: LOADS_ALONE,
    "excluded-answer": LOADS_ALONE,
    uncarriable: LOADS_ALONE,
    unreachable: "Ihr Gespräch geht weiter. Sie können die Seite noch einmal versuchen.",
    unsaved: "Was Sie auf dieser Seite geschrieben haben, ist vielleicht nicht gespeichert.",
  },
  stay: "Hier bleiben",
  newTab: "In neuem Tab öffnen",
  leave: "Verlassen und auflegen",
  leaveAnyway: "Verlassen, ohne zu speichern",
  goOn: "Seite laden",
  retry: "Noch einmal versuchen",
};
