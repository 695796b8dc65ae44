import type { GuideWords } from "./guide.ts";

const the = { both: "camera en microfoon", camera: "de camera", microphone: "de microfoon" };
const none = {
  both: "Er is geen camera en geen microfoon gevonden.",
  camera: "Er is geen camera gevonden.",
  microphone: "Er is geen microfoon gevonden.",
};

export const guide: GuideWords = {
  why: {
    denied: (missing) => `Deze website mag ${the[missing]} niet gebruiken.`,
    dismissed: (missing, app) =>
      `De vraag van ${app} over ${the[missing]} is zonder antwoord gesloten.`,
    blocked_by_system: (missing, app, system) => `${system} laat ${app} niet bij ${the[missing]}.`,
    blocked_by_policy: (missing) => `Deze website zet ${the[missing]} op haar pagina’s uit.`,
    no_device: (missing) => none[missing],
    busy: (missing, app) =>
      `${app} kon ${the[missing]} niet starten. Misschien gebruikt een ander programma het apparaat.`,
    unsupported: (missing, app) => `${app} kan ${the[missing]} op deze pagina niet gebruiken.`,
  },
  denied: {
    edge: [
      "Klik op het slotje links van het adres en dan op ‘Machtigingen voor deze site’.",
      "Zet camera en microfoon op ‘Toestaan’.",
    ],
    chrome: [
      "Klik op het pictogram links van het adres van de pagina.",
      "Zet camera en microfoon aan.",
    ],
    chrome_android: [
      "Tik op het pictogram links van het adres en dan op ‘Rechten’.",
      "Sta camera en microfoon toe.",
    ],
    firefox: [
      "Klik op de doorgestreepte camera links van het adres van de pagina.",
      "Verwijder ‘Geblokkeerd’ met de ✕ ernaast en kies dan hier ‘Opnieuw vragen’.",
    ],
    firefox_android: [
      "Tik op het slotje naast het adres van de pagina.",
      "Sta camera en microfoon toe en kies dan hier ‘Opnieuw vragen’.",
    ],
    safari: [
      "Kies in de menubalk Safari en dan ‘Instellingen voor deze website’.",
      "Zet camera en microfoon op ‘Sta toe’.",
    ],
    ios: [
      "Tik op de knop naast het adres en dan op ‘Website-instellingen’.",
      "Zet camera en microfoon op ‘Sta toe’.",
    ],
    other: [
      "Open de site-instellingen naast het adres van de pagina.",
      "Sta camera en microfoon toe voor deze site.",
    ],
  },
  again: "Kies hier ‘Opnieuw vragen’.",
  asks: {
    top: (app) => `${app} vraagt het linksboven, onder het adres: sta het toe.`,
    middle: (app) => `${app} vraagt het midden in het venster: sta het toe.`,
    screen: (app) => `${app} vraagt het op het scherm: sta het toe.`,
  },
  system: {
    windows: (app) => [
      "Open in Windows ‘Instellingen’, dan ‘Privacy en beveiliging’, dan ‘Camera’; daarna ‘Microfoon’.",
      `Zet de toegang aan voor bureaublad-apps en voor ${app}.`,
    ],
    mac: (app) => [
      "Open ‘Systeeminstellingen’, dan ‘Privacy en beveiliging’, dan ‘Camera’; daarna ‘Microfoon’.",
      `Zet ${app} aan.`,
    ],
    android: (app) => [
      `Open de instellingen van Android, dan ‘Apps’, ${app}, ‘Rechten’.`,
      "Sta camera en microfoon toe en kom hier terug.",
    ],
    ios: (app) => [
      `Open de app ‘Instellingen’, dan ‘Apps’, dan ${app}.`,
      "Sta camera en microfoon toe en kom hier terug.",
    ],
    other: (app) => [
      "Open de privacy-instellingen van uw computer.",
      `Laat ${app} camera en microfoon gebruiken.`,
    ],
  },
  plugIn: {
    computer: "Sluit een camera of headset aan en kijk of het apparaat aanstaat.",
    phone: "Koppel headsets en andere accessoires los van uw telefoon of tablet.",
  },
  closeOthers: {
    computer:
      "Sluit andere programma’s en tabbladen die camera of microfoon gebruiken, bijvoorbeeld een ander gesprek.",
    phone: "Beëindig telefoongesprekken en sluit andere apps die camera of microfoon gebruiken.",
  },
  elsewhere:
    "Open deze pagina in Chrome, Edge, Firefox of Safari zelf, niet binnen een andere app.",
  reload: "Verandert er niets, laad de pagina dan opnieuw: u komt terug in dit gesprek.",
};
