import type { GuideWords } from "./guide.ts";

const the = {
  both: "né la fotocamera né il microfono",
  camera: "la fotocamera",
  microphone: "il microfono",
};
const both = {
  both: "fotocamera e microfono",
  camera: "la fotocamera",
  microphone: "il microfono",
};
const noun = { both: "fotocamera e microfono", camera: "fotocamera", microphone: "microfono" };
const none = {
  both: "Non sono stati trovati né una fotocamera né un microfono.",
  camera: "Non è stata trovata nessuna fotocamera.",
  microphone: "Non è stato trovato nessun microfono.",
};

export const guide: GuideWords = {
  why: {
    denied: (missing) => `Questo sito non può usare ${the[missing]}.`,
    dismissed: (missing, app) =>
      `La domanda di ${app} sull’uso di ${noun[missing]} è stata chiusa senza risposta.`,
    blocked_by_system: (missing, app, system) =>
      `${system} non lascia che ${app} usi ${both[missing]}.`,
    blocked_by_policy: (missing) => `Questo sito disattiva ${both[missing]} sulle sue pagine.`,
    no_device: (missing) => none[missing],
    busy: (missing, app) =>
      `${app} non è riuscito ad avviare ${both[missing]}. Forse un altro programma usa il dispositivo.`,
    unsupported: (missing, app) => `${app} non può usare ${both[missing]} in questa pagina.`,
  },
  denied: {
    edge: [
      "Faccia clic sul lucchetto a sinistra dell’indirizzo, poi su «Autorizzazioni per questo sito».",
      "Imposti fotocamera e microfono su «Consenti».",
    ],
    chrome: [
      "Faccia clic sull’icona a sinistra dell’indirizzo della pagina.",
      "Attivi fotocamera e microfono.",
    ],
    chrome_android: [
      "Tocchi l’icona a sinistra dell’indirizzo, poi «Autorizzazioni».",
      "Consenta fotocamera e microfono.",
    ],
    firefox: [
      "Faccia clic sulla fotocamera barrata a sinistra dell’indirizzo della pagina.",
      "Rimuova «Bloccato» con la ✕ accanto, poi scelga qui «Chiedi di nuovo».",
    ],
    firefox_android: [
      "Tocchi il lucchetto accanto all’indirizzo della pagina.",
      "Consenta fotocamera e microfono, poi scelga qui «Chiedi di nuovo».",
    ],
    safari: [
      "Nella barra dei menu scelga Safari, poi «Impostazioni per questo sito web».",
      "Imposti fotocamera e microfono su «Consenti».",
    ],
    ios: [
      "Tocchi il pulsante accanto all’indirizzo, poi «Impostazioni sito web».",
      "Imposti fotocamera e microfono su «Consenti».",
    ],
    other: [
      "Apra le impostazioni del sito accanto all’indirizzo della pagina.",
      "Consenta fotocamera e microfono per questo sito.",
    ],
  },
  again: "Scelga qui «Chiedi di nuovo».",
  asks: {
    top: (app) => `${app} lo chiede in alto a sinistra, sotto l’indirizzo: consenta.`,
    middle: (app) => `${app} lo chiede al centro della finestra: consenta.`,
    screen: (app) => `${app} lo chiede sullo schermo: consenta.`,
  },
  system: {
    windows: (app) => [
      "In Windows apra «Impostazioni», «Privacy e sicurezza», poi «Fotocamera»; dopo «Microfono».",
      `Attivi l’accesso per le app desktop e per ${app}.`,
    ],
    mac: (app) => [
      "Apra «Impostazioni di Sistema», «Privacy e sicurezza», poi «Fotocamera»; dopo «Microfono».",
      `Attivi ${app}.`,
    ],
    android: (app) => [
      `Apra le impostazioni di Android, poi «App», ${app}, «Autorizzazioni».`,
      "Consenta fotocamera e microfono e torni qui.",
    ],
    ios: (app) => [
      `Apra l’app «Impostazioni», poi «App», poi ${app}.`,
      "Consenta fotocamera e microfono e torni qui.",
    ],
    other: (app) => [
      "Apra le impostazioni sulla privacy del computer.",
      `Consenta a ${app} di usare fotocamera e microfono.`,
    ],
  },
  plugIn: {
    computer: "Colleghi una fotocamera o una cuffia con microfono e controlli che sia accesa.",
    phone: "Scolleghi cuffie e altri accessori dal telefono o dal tablet.",
  },
  closeOthers: {
    computer:
      "Chiuda altri programmi e schede che usano fotocamera o microfono, per esempio un’altra chiamata.",
    phone: "Termini le telefonate e chiuda le altre app che usano fotocamera o microfono.",
  },
  elsewhere: "Apra questa pagina in Chrome, Edge, Firefox o Safari, non dentro un’altra app.",
  reload: "Se non cambia nulla, ricarichi la pagina: tornerà in questa chiamata.",
};
