import { formats } from "./format.ts";
import type { Words } from "./words.ts";

const LANGUAGE = "nl";
const { spoken, plural, percent } = formats(LANGUAGE);

export const nl: Words = {
  language: LANGUAGE,
  direction: "ltr",

  agent: "Medewerker",
  visitor: "Bezoeker",
  you: "U",

  videoCall: "Videogesprek",
  cancel: "Annuleren",
  mute: "Microfoon uitzetten",
  unmute: "Microfoon aanzetten",
  cameraOff: "Camera uitzetten",
  cameraOn: "Camera aanzetten",
  share: "Scherm delen",
  stopSharing: "Stoppen met delen",
  flip: "Camera wisselen",
  minimize: "Verkleinen",
  expand: "Vergroten",
  settings: "Instellingen",
  chat: "Chatten",
  resumeSharing: "Weer delen",
  tapToHear: "Tik om te luisteren",
  callAgain: "Opnieuw bellen",
  endCall: "Ophangen",
  send: "Versturen",
  leaveMessage: "Bericht achterlaten",
  close: "Sluiten",
  dismiss: "Verbergen",
  hold: "In de wacht",
  resume: "Hervatten",
  accept: "Opnemen",
  decline: "Weigeren",

  callWith: (name) => `Videogesprek met ${name}`,
  controls: "Bediening van het gesprek",

  knocking: "Er wordt aangeklopt…",
  askingPermission: "Uw browser vraagt iets",
  askingPermissionHint:
    "Sta camera en microfoon toe om gezien en gehoord te worden. Zonder kan ook.",
  ringingHint: (name) => `${name} is zo bij u`,
  position: (position) =>
    position <= 1 ? "U bent als eerste aan de beurt" : `U bent nummer ${position} in de rij`,
  nobodyOnline: "Er is nu niemand",
  nobodyOnlineHint: "Laat een bericht achter, dan nemen we contact met u op.",
  connecting: "Verbinding maken…",
  connected: "Verbonden",
  reconnecting: "Opnieuw verbinden…",
  reconnectingHint: "De verbinding viel weg. Een moment, ze komt vanzelf terug.",
  changingPage: (name) => `${name} gaat naar een andere pagina…`,
  changingPageHint: "Zo weer terug.",
  onHold: "Gesprek in de wacht",
  onHoldHint: (name) => `${name} is zo terug. Intussen ziet en hoort niemand u.`,
  callingYou: (name) => `${name} belt u`,
  calling: (name) => `${name} wordt gebeld…`,
  callingHint: "De oproep klinkt op de geopende pagina.",

  isMuted: (name) => `De microfoon van ${name} staat uit`,
  hasNoMicrophone: (name) => `${name} heeft geen microfoon`,
  cameraIsOff: "Camera uit",
  theirPromptIsOpen: "De browser vraagt toestemming…",
  ownView: "Uw camera",
  youAreMuted: "Uw microfoon staat uit",
  youAreSharing: "U deelt uw scherm",
  isSharing: (name) => `${name} deelt het scherm`,
  ownScreenStill: "U deelt deze pagina. Dit beeld staat met opzet stil.",
  ownScreenMayStill: "Dit beeld staat met opzet stil: misschien toont het deze pagina.",

  listener: "Luistermodus.",
  listenerExplains: (name) => `U ziet en hoort ${name}, maar zelf wordt u niet gezien of gehoord.`,
  noCameraExplains: "U wordt gehoord, maar niet gezien.",
  noMicrophoneExplains: "U wordt gezien, maar niet gehoord.",
  showMeHow: "Laat zien hoe",
  typeInstead: "Liever typen",
  tryAgain: "Opnieuw vragen",

  microphone: "Microfoon",
  speaker: "Luidspreker",
  camera: "Camera",
  volume: "Geluidssterkte",
  microphoneLevel: "Niveau van de microfoon",
  testSound: "Geluid testen",
  noneFound: "Niets gevonden",
  blockedInSettings: "Geblokkeerd in uw instellingen",

  message: "Bericht",
  noMessages: "Hier komen woorden en links, voor u allebei.",
  unread: (count) => plural(count, { one: "# nieuw bericht", other: "# nieuwe berichten" }),
  messageFrom: (name) => `${name}:`,
  sending: "Versturen…",

  quality: {
    good: "Goede verbinding",
    fair: "Matige verbinding",
    poor: "Slechte verbinding",
    unknown: "De verbinding wordt gemeten",
  },
  qualityReason: {
    network: "Het ligt aan het netwerk.",
    cpu: "Dit apparaat heeft het druk; andere programma’s sluiten helpt.",
  },
  relayed: "Via een tussenstation",
  direct: "Rechtstreeks",
  delay: (milliseconds) => `${Math.round(milliseconds)} ms`,
  loss: (ratio) => `${percent(ratio)} verloren`,

  notices: {
    microphone_lost: (device) => `${device ?? "De microfoon"} is losgekoppeld.`,
    microphone_replaced: (device) =>
      `${device ?? "De microfoon"} is losgekoppeld. Nu wordt een andere gebruikt.`,
    camera_lost: (device) => `${device ?? "De camera"} is losgekoppeld.`,
    camera_replaced: (device) =>
      `${device ?? "De camera"} is losgekoppeld. Nu wordt een andere gebruikt.`,
    speaker_lost: (device) =>
      `${device ?? "De luidspreker"} is losgekoppeld. Nu wordt een andere gebruikt.`,
    device_back: (device) => `${device ?? "Het apparaat"} is er weer.`,
    flip_failed: () => "De andere camera ging niet aan. U bent terug bij de eerste.",
    share_failed: () =>
      "Uw scherm kon niet worden gedeeld. Probeer het opnieuw of kies een ander venster.",
    share_replaced: (name) =>
      `${name ?? "De andere kant"} deelt nu, daarom is uw scherm niet meer te zien.`,
    microphone_failed: () =>
      "De microfoon ging niet aan. Misschien gebruikt een ander programma hem.",
    camera_failed: () => "De camera ging niet aan. Misschien gebruikt een ander programma hem.",
    speaker_failed: () => "De luidspreker ging niet aan. Het geluid komt uit de vorige.",
    talking_while_muted: () => "Uw microfoon staat uit. Zet hem aan om gehoord te worden.",
    upgraded_to_full: () => "U wordt nu gezien en gehoord.",
    camera_smaller_by_network: () => "Zwakke verbinding: het camerabeeld is voorlopig kleiner.",
    camera_paused_by_network: () =>
      "Zwakke verbinding: de camera pauzeert zodat het geluid helder blijft.",
    audio_only_by_network: () => "Zeer zwakke verbinding: voorlopig alleen geluid.",
    network_better: () => "De verbinding is beter; het beeld is terug.",
    still_blocked: () => "Nog steeds geblokkeerd. ‘Laat zien hoe’ vertelt waar u dat wijzigt.",
    chat_not_sent: () =>
      "Uw bericht is niet verstuurd. Probeer het opnieuw als de verbinding terug is.",
  },

  ended: {
    hangup: "Gesprek beëindigd",
    cancelled: "Oproep geannuleerd",
    abandoned: "Het gesprek is verlaten",
    declined: "Niemand kan uw oproep nu aannemen",
    no_answer: "Deze keer nam niemand op",
    no_agents: "Er is nu niemand",
    connect_failed: "Het gesprek kwam niet tot stand",
    connection_lost: "De verbinding is verbroken",
    replaced: "Het gesprek gaat verder in een ander venster",
    server_shutdown: "De beldienst start opnieuw op",
    internal_error: "Er ging bij ons iets mis",
  },
  notTaken: {
    declined: (name) => `${name} heeft geweigerd`,
    no_answer: (name) => `${name} heeft niet opgenomen`,
    abandoned: (name) => `${name} heeft de site verlaten`,
  },
  thanks: "Bedankt voor het aankloppen",
  talkedFor: (name, milliseconds) => `Uw gesprek met ${name} duurde ${spoken(milliseconds)}`,
  nobodyAnswered:
    "Laat een bericht achter en hoe we u kunnen bereiken, dan nemen we contact met u op.",
  howWasIt: "Hoe was het?",
  stars: (count) => plural(count, { one: "# ster", other: "# sterren" }),
  comment: "Wilt u nog iets toevoegen?",
  sendRating: "Beoordeling versturen",
  ratingThanks: "Dank u wel, daar hebben we iets aan.",

  yourName: "Uw naam",
  yourContact: "E-mail of telefoon",
  leaveMessageExplains: "Vertel waar het over gaat en hoe we u bereiken.",
  messageSent: "Ontvangen. We nemen contact met u op.",
  messageNotSent:
    "Uw bericht kon niet worden verstuurd. Controleer de verbinding en probeer het opnieuw.",
  optional: "niet verplicht",

  elsewhere: "Uw gesprek staat open in een ander tabblad",
  elsewhereHint: "Ga terug naar dat tabblad om verder te praten.",
  switchHere: "Hierheen halen",
  switchFailed: "Het andere tabblad antwoordt niet. Sluit het en probeer het opnieuw.",
  popOut: "In eigen venster openen",
  keepOnTop: "Op de voorgrond houden",
  inOwnWindow: "Het gesprek staat in een eigen venster",
  inOwnWindowHint: "U kunt deze pagina gewoon blijven gebruiken.",
  bringBack: "Terughalen",
  windowBlocked:
    "De browser heeft het venster niet geopend. Sta pop-ups toe voor deze pagina en probeer het opnieuw.",
  windowCut: "Het venster kon deze pagina niet bereiken. Het gesprek blijft hier.",
  cannotCall: "Het gesprek kon niet beginnen. Probeer het zo nog eens.",
  notSetUp:
    "Bellen is voor deze pagina nog niet ingesteld. Is dit uw website? Controleer de sitesleutel in de tag en de toegestane origins in de console, onder ‘Site’.",
};
