import { formats } from "./format.ts";
import type { Words } from "./words.ts";

const LANGUAGE = "de";
const { spoken, plural, percent } = formats(LANGUAGE);

export const de: Words = {
  language: LANGUAGE,
  direction: "ltr",

  agent: "Beratung",
  visitor: "Gast",
  you: "Sie",

  videoCall: "Videoanruf",
  cancel: "Abbrechen",
  mute: "Mikrofon ausschalten",
  unmute: "Mikrofon einschalten",
  cameraOff: "Kamera ausschalten",
  cameraOn: "Kamera einschalten",
  share: "Bildschirm zeigen",
  stopSharing: "Nicht mehr zeigen",
  flip: "Kamera wechseln",
  minimize: "Verkleinern",
  expand: "Vergrößern",
  settings: "Einstellungen",
  chat: "Chat",
  resumeSharing: "Bildschirm wieder zeigen",
  tapToHear: "Antippen und hören",
  callAgain: "Noch einmal anrufen",
  endCall: "Auflegen",
  send: "Senden",
  leaveMessage: "Nachricht hinterlassen",
  close: "Schließen",
  dismiss: "Ausblenden",
  hold: "Halten",
  resume: "Fortsetzen",
  accept: "Annehmen",
  decline: "Ablehnen",

  callWith: (name) => `Videoanruf mit ${name}`,
  controls: "Anrufsteuerung",

  knocking: "Es klopft …",
  askingPermission: "Ihr Browser fragt nach",
  askingPermissionHint:
    "Erlauben Sie Kamera und Mikrofon, damit man Sie sieht und hört. Es geht auch ohne.",
  ringingHint: (name) => `${name} ist gleich für Sie da`,
  position: (position) =>
    position <= 1 ? "Sie sind als Nächstes dran" : `Sie sind auf Platz ${position} der Warteliste`,
  nobodyOnline: "Im Moment ist niemand da",
  nobodyOnlineHint: "Hinterlassen Sie eine Nachricht, wir melden uns bei Ihnen.",
  connecting: "Verbindung wird aufgebaut …",
  connected: "Verbunden",
  reconnecting: "Verbindung wird wiederhergestellt …",
  reconnectingHint: "Die Verbindung ist abgerissen. Einen Moment, sie kommt von selbst zurück.",
  changingPage: (name) => `${name} wechselt die Seite …`,
  changingPageHint: "Gleich geht es weiter.",
  onHold: "Wird gehalten",
  onHoldHint: (name) => `${name} ist gleich wieder da. Solange sieht und hört Sie niemand.`,
  callingYou: (name) => `${name} ruft Sie an`,
  calling: (name) => `${name} wird angerufen…`,
  callingHint: "Es klingelt auf der Seite, die gerade offen ist.",

  isMuted: (name) => `${name} ist stumm`,
  hasNoMicrophone: (name) => `${name} hat kein Mikrofon`,
  cameraIsOff: "Kamera aus",
  theirPromptIsOpen: "Der Browser fragt gerade nach …",
  ownView: "Ihre Kamera",
  youAreMuted: "Ihr Mikrofon ist aus",
  youAreSharing: "Sie zeigen Ihren Bildschirm",
  isSharing: (name) => `${name} zeigt den Bildschirm`,
  ownScreenStill: "Sie zeigen diese Seite. Das Bild hier steht mit Absicht still.",
  ownScreenMayStill: "Das Bild hier steht mit Absicht still: Es zeigt vielleicht diese Seite.",

  listener: "Nur zuhören.",
  listenerExplains: (name) =>
    `Sie sehen und hören ${name}, werden selbst aber weder gesehen noch gehört.`,
  noCameraExplains: "Man hört Sie, sieht Sie aber nicht.",
  noMicrophoneExplains: "Man sieht Sie, hört Sie aber nicht.",
  showMeHow: "So geht’s",
  typeInstead: "Lieber schreiben",
  tryAgain: "Erneut fragen",

  microphone: "Mikrofon",
  speaker: "Lautsprecher",
  camera: "Kamera",
  volume: "Lautstärke",
  microphoneLevel: "Mikrofonpegel",
  testSound: "Ton testen",
  noneFound: "Keines gefunden",
  blockedInSettings: "In Ihren Einstellungen blockiert",

  message: "Nachricht",
  noMessages: "Hier ist Platz für Worte und Links, für Sie beide.",
  unread: (count) => plural(count, { one: "# neue Nachricht", other: "# neue Nachrichten" }),
  messageFrom: (name) => `${name}:`,
  sending: "Wird gesendet …",

  quality: {
    good: "Gute Verbindung",
    fair: "Mäßige Verbindung",
    poor: "Schlechte Verbindung",
    unknown: "Verbindung wird gemessen",
  },
  qualityReason: {
    network: "Es liegt am Netz.",
    cpu: "Dieses Gerät ist ausgelastet. Es hilft, andere Programme zu schließen.",
  },
  relayed: "Über eine Zwischenstation",
  direct: "Direkt",
  delay: (milliseconds) => `${Math.round(milliseconds)} ms`,
  loss: (ratio) => `${percent(ratio)} verloren`,

  notices: {
    microphone_lost: (device) => `${device ?? "Das Mikrofon"} wurde getrennt.`,
    microphone_replaced: (device) =>
      `${device ?? "Das Mikrofon"} wurde getrennt. Ein anderes ist jetzt an.`,
    camera_lost: (device) => `${device ?? "Die Kamera"} wurde getrennt.`,
    camera_replaced: (device) =>
      `${device ?? "Die Kamera"} wurde getrennt. Eine andere ist jetzt an.`,
    speaker_lost: (device) =>
      `${device ?? "Der Lautsprecher"} wurde getrennt. Ein anderer ist jetzt an.`,
    device_back: (device) => `${device ?? "Das Gerät"} ist wieder da.`,
    flip_failed: () => "Die andere Kamera ging nicht an. Sie sind zurück bei der ersten.",
    share_failed: () =>
      "Ihr Bildschirm ließ sich nicht zeigen. Versuchen Sie es noch einmal oder wählen Sie ein anderes Fenster.",
    share_replaced: (name) =>
      `${name ?? "Die andere Seite"} zeigt jetzt etwas, deshalb ist Ihr Bildschirm nicht mehr zu sehen.`,
    microphone_failed: () =>
      "Das Mikrofon ging nicht an. Vielleicht benutzt es gerade ein anderes Programm.",
    camera_failed: () =>
      "Die Kamera ging nicht an. Vielleicht benutzt sie gerade ein anderes Programm.",
    speaker_failed: () => "Der Lautsprecher ging nicht an. Der Ton kommt vom vorherigen.",
    talking_while_muted: () => "Ihr Mikrofon ist aus. Schalten Sie es ein, damit man Sie hört.",
    upgraded_to_full: () => "Jetzt sieht und hört man Sie.",
    camera_smaller_by_network: () => "Schwache Verbindung: Das Kamerabild ist vorerst kleiner.",
    camera_paused_by_network: () =>
      "Schwache Verbindung: Die Kamera macht Pause, damit der Ton klar bleibt.",
    audio_only_by_network: () => "Sehr schwache Verbindung: vorerst nur Ton.",
    network_better: () => "Die Verbindung ist besser, das Bild ist wieder da.",
    still_blocked: () => "Immer noch blockiert. „So geht’s“ sagt, wo sich das ändern lässt.",
    chat_not_sent: () =>
      "Ihre Nachricht wurde nicht gesendet. Versuchen Sie es noch einmal, wenn die Verbindung wieder da ist.",
  },

  ended: {
    hangup: "Gespräch beendet",
    cancelled: "Anruf abgebrochen",
    abandoned: "Der Anruf wurde verlassen",
    declined: "Gerade kann niemand Ihren Anruf annehmen",
    no_answer: "Diesmal hat niemand geantwortet",
    no_agents: "Im Moment ist niemand da",
    connect_failed: "Die Verbindung kam nicht zustande",
    connection_lost: "Die Verbindung ist abgebrochen",
    replaced: "Das Gespräch geht in einem anderen Fenster weiter",
    server_shutdown: "Der Anrufdienst startet gerade neu",
    internal_error: "Bei uns ist etwas schiefgegangen",
  },
  notTaken: {
    declined: (name) => `${name} hat abgelehnt`,
    no_answer: (name) => `${name} hat nicht geantwortet`,
    abandoned: (name) => `${name} hat die Website verlassen`,
  },
  thanks: "Danke fürs Anklopfen",
  talkedFor: (name, milliseconds) =>
    `Ihr Gespräch mit ${name} hat ${spoken(milliseconds)} gedauert`,
  nobodyAnswered:
    "Hinterlassen Sie eine Nachricht und wie wir Sie erreichen. Wir melden uns bei Ihnen.",
  howWasIt: "Wie war es?",
  stars: (count) => plural(count, { one: "# Stern", other: "# Sterne" }),
  comment: "Möchten Sie noch etwas sagen?",
  sendRating: "Bewertung senden",
  ratingThanks: "Vielen Dank, das hilft uns.",

  yourName: "Ihr Name",
  yourContact: "E-Mail oder Telefon",
  leaveMessageExplains: "Worum geht es, und wie erreichen wir Sie?",
  messageSent: "Angekommen. Wir melden uns bei Ihnen.",
  messageNotSent:
    "Ihre Nachricht konnte nicht gesendet werden. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.",
  optional: "freiwillig",

  elsewhere: "Ihr Gespräch läuft in einem anderen Tab",
  elsewhereHint: "Wechseln Sie zu diesem Tab, um weiterzusprechen.",
  switchHere: "Hierher holen",
  switchFailed:
    "Der andere Tab antwortet nicht. Schließen Sie ihn und versuchen Sie es noch einmal.",
  popOut: "In eigenem Fenster öffnen",
  keepOnTop: "Im Vordergrund halten",
  inOwnWindow: "Das Gespräch läuft in einem eigenen Fenster",
  inOwnWindowHint: "Sie können diese Seite weiter benutzen.",
  bringBack: "Zurückholen",
  windowBlocked:
    "Der Browser hat das Fenster nicht geöffnet. Erlauben Sie Pop-ups für diese Seite und versuchen Sie es noch einmal.",
  windowCut: "Das Fenster konnte diese Seite nicht erreichen. Das Gespräch bleibt hier.",
  cannotCall: "Der Anruf ließ sich nicht starten. Versuchen Sie es gleich noch einmal.",
  notSetUp:
    "Für diese Seite sind noch keine Anrufe eingerichtet. Ist es Ihre Website? Prüfen Sie den Site-Schlüssel im Script-Tag und die erlaubten Origins in der Konsole unter „Site“.",
};
