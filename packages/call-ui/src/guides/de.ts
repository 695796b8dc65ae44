import type { GuideWords } from "./guide.ts";

const the = { both: "Kamera und Mikrofon", camera: "die Kamera", microphone: "das Mikrofon" };
const dative = { both: "Kamera und Mikrofon", camera: "der Kamera", microphone: "dem Mikrofon" };
const none = {
  both: "Es wurde weder eine Kamera noch ein Mikrofon gefunden.",
  camera: "Es wurde keine Kamera gefunden.",
  microphone: "Es wurde kein Mikrofon gefunden.",
};

export const guide: GuideWords = {
  why: {
    denied: (missing) => `Diese Website darf ${the[missing]} nicht benutzen.`,
    dismissed: (missing, app) =>
      `Die Frage von ${app} nach ${dative[missing]} wurde ohne Antwort geschlossen.`,
    blocked_by_system: (missing, app, system) =>
      `${system} lässt ${app} nicht auf ${the[missing]} zugreifen.`,
    blocked_by_policy: (missing) => `Diese Website schaltet ${the[missing]} auf ihren Seiten ab.`,
    no_device: (missing) => none[missing],
    busy: (missing, app) =>
      `${app} konnte ${the[missing]} nicht starten. Vielleicht benutzt ein anderes Programm das Gerät.`,
    unsupported: (missing, app) => `${app} kann ${the[missing]} auf dieser Seite nicht benutzen.`,
  },
  denied: {
    edge: [
      "Klicken Sie auf das Schloss links neben der Adresse, dann auf „Berechtigungen für diese Website“.",
      "Stellen Sie Kamera und Mikrofon auf „Zulassen“.",
    ],
    chrome: [
      "Klicken Sie auf das Symbol links neben der Adresse der Seite.",
      "Schalten Sie Kamera und Mikrofon ein.",
    ],
    chrome_android: [
      "Tippen Sie auf das Symbol links neben der Adresse, dann auf „Berechtigungen“.",
      "Erlauben Sie Kamera und Mikrofon.",
    ],
    firefox: [
      "Klicken Sie auf die durchgestrichene Kamera links neben der Adresse der Seite.",
      "Entfernen Sie „Blockiert“ mit dem ✕ daneben und wählen Sie dann hier „Erneut fragen“.",
    ],
    firefox_android: [
      "Tippen Sie auf das Schloss neben der Adresse der Seite.",
      "Erlauben Sie Kamera und Mikrofon und wählen Sie dann hier „Erneut fragen“.",
    ],
    safari: [
      "Wählen Sie in der Menüleiste „Safari“ und dann „Einstellungen für diese Website“.",
      "Stellen Sie Kamera und Mikrofon auf „Erlauben“.",
    ],
    ios: [
      "Tippen Sie auf die Taste neben der Adresse und dann auf „Website-Einstellungen“.",
      "Stellen Sie Kamera und Mikrofon auf „Erlauben“.",
    ],
    other: [
      "Öffnen Sie die Website-Einstellungen neben der Adresse der Seite.",
      "Erlauben Sie dieser Website Kamera und Mikrofon.",
    ],
  },
  again: "Wählen Sie hier „Erneut fragen“.",
  asks: {
    top: (app) => `${app} fragt oben links unter der Adresse: Erlauben Sie es.`,
    middle: (app) => `${app} fragt in der Mitte des Fensters: Erlauben Sie es.`,
    screen: (app) => `${app} fragt auf dem Bildschirm: Erlauben Sie es.`,
  },
  system: {
    windows: (app) => [
      "Öffnen Sie in Windows die Einstellungen, dann „Datenschutz und Sicherheit“, dann „Kamera“, danach „Mikrofon“.",
      `Schalten Sie den Zugriff für Desktop-Apps und für ${app} ein.`,
    ],
    mac: (app) => [
      "Öffnen Sie die Systemeinstellungen, dann „Datenschutz & Sicherheit“, dann „Kamera“, danach „Mikrofon“.",
      `Schalten Sie ${app} ein.`,
    ],
    android: (app) => [
      `Öffnen Sie die Einstellungen von Android, dann „Apps“, ${app}, „Berechtigungen“.`,
      "Erlauben Sie Kamera und Mikrofon und kommen Sie hierher zurück.",
    ],
    ios: (app) => [
      `Öffnen Sie die App „Einstellungen“, dann „Apps“, dann ${app}.`,
      "Erlauben Sie Kamera und Mikrofon und kommen Sie hierher zurück.",
    ],
    other: (app) => [
      "Öffnen Sie die Datenschutz-Einstellungen Ihres Computers.",
      `Erlauben Sie ${app}, Kamera und Mikrofon zu benutzen.`,
    ],
  },
  plugIn: {
    computer:
      "Schließen Sie eine Kamera oder ein Headset an und prüfen Sie, ob das Gerät eingeschaltet ist.",
    phone: "Trennen Sie Headsets und anderes Zubehör vom Telefon oder Tablet.",
  },
  closeOthers: {
    computer:
      "Schließen Sie andere Programme und Tabs, die Kamera oder Mikrofon benutzen, etwa ein anderes Gespräch.",
    phone:
      "Beenden Sie Telefonate und schließen Sie andere Apps, die Kamera oder Mikrofon benutzen.",
  },
  elsewhere:
    "Öffnen Sie diese Seite in Chrome, Edge, Firefox oder Safari selbst, nicht in einer anderen App.",
  reload: "Ändert sich nichts, laden Sie die Seite neu: Sie kommen in dieses Gespräch zurück.",
};
