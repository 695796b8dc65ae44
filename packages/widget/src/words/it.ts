import type { ContinuityWords } from "../continuity/words.ts";

export { it as call } from "@knockknock/call-ui/words/it";

const LOADS_ALONE =
  "La chiamata si ferma un momento e torna da sola. Uno schermo condiviso va condiviso di nuovo. In una nuova scheda non si ferma nulla.";

export const shell: ContinuityWords = {
  loading: "Caricamento della pagina",
  stop: "Interrompi il caricamento",
  title: {
    "cross-origin": "Questo link porta a un altro sito",
    "cross-origin-answer": "Questo modulo porta a un altro sito",
    excluded: "Questa pagina si carica a parte",
    "excluded-answer": "Il modulo è stato inviato; la risposta si carica a parte",
    uncarriable: "Questa pagina si carica a parte",
    unreachable: "La pagina non ha risposto",
    unsaved: "Uscire da questa pagina?",
  },
  text: {
    "cross-origin":
      "La sua chiamata è su questo sito. Apra {site} in una nuova scheda per continuare a parlare.",
    "cross-origin-answer":
      "Il modulo è stato inviato, ma la risposta non viene da questo sito. Per vederla e continuare a parlare, lo invii ancora una volta in una nuova scheda.",
    excluded: LOADS_ALONE,
    "excluded-answer": LOADS_ALONE,
    uncarriable: LOADS_ALONE,
    unreachable: "La chiamata continua. Può riprovare ad aprire la pagina.",
    unsaved: "Ciò che ha scritto in questa pagina potrebbe non essere salvato.",
  },
  stay: "Resta qui",
  newTab: "Apri in una nuova scheda",
  leave: "Esci e riaggancia",
  leaveAnyway: "Esci senza salvare",
  goOn: "Carica la pagina",
  retry: "Riprova",
};
