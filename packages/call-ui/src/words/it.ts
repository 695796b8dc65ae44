import { formats } from "./format.ts";
import type { Words } from "./words.ts";

const LANGUAGE = "it";
const { spoken, plural, percent } = formats(LANGUAGE);

export const it: Words = {
  language: LANGUAGE,
  direction: "ltr",

  agent: "Assistenza",
  visitor: "Visitatore",
  you: "Lei",

  videoCall: "Videochiamata",
  cancel: "Annulla",
  mute: "Disattiva microfono",
  unmute: "Attiva microfono",
  cameraOff: "Spegni fotocamera",
  cameraOn: "Accendi fotocamera",
  share: "Condividi schermo",
  stopSharing: "Interrompi condivisione",
  flip: "Cambia fotocamera",
  minimize: "Riduci",
  expand: "Ingrandisci",
  settings: "Impostazioni",
  chat: "Messaggi",
  resumeSharing: "Riprendi condivisione",
  tapToHear: "Tocca per ascoltare",
  callAgain: "Richiama",
  endCall: "Riaggancia",
  send: "Invia",
  leaveMessage: "Lascia un messaggio",
  close: "Chiudi",
  dismiss: "Nascondi",
  hold: "Metti in attesa",
  resume: "Riprendi",
  accept: "Rispondi",
  decline: "Rifiuta",

  callWith: (name) => `Videochiamata con ${name}`,
  controls: "Comandi della chiamata",

  knocking: "Stiamo bussando…",
  askingPermission: "Il browser le chiede il permesso",
  askingPermissionHint:
    "Consenta fotocamera e microfono per farsi vedere e sentire. Può partecipare anche senza.",
  ringingHint: (name) => `${name} arriva tra un momento`,
  position: (position) =>
    position <= 1 ? "Il prossimo turno è il suo" : `La sua posizione in coda: ${position}`,
  nobodyOnline: "Al momento non c’è nessuno",
  nobodyOnlineHint: "Lasci un messaggio e la ricontatteremo.",
  connecting: "Connessione in corso…",
  connected: "Connessione stabilita",
  reconnecting: "Riconnessione in corso…",
  reconnectingHint: "La connessione è caduta. Un attimo, torna da sola.",
  changingPage: (name) => `${name} sta cambiando pagina…`,
  changingPageHint: "Torna tra un momento.",
  onHold: "In attesa",
  onHoldHint: (name) => `${name} torna tra un attimo. Nel frattempo nessuno La vede né La sente.`,
  callingYou: (name) => `${name} la sta chiamando`,
  calling: (name) => `Chiamata a ${name}…`,
  callingHint: "Squilla sulla pagina aperta.",

  isMuted: (name) => `${name} ha il microfono disattivato`,
  hasNoMicrophone: (name) => `${name} non ha un microfono`,
  cameraIsOff: "Fotocamera spenta",
  theirPromptIsOpen: "Il suo browser sta chiedendo…",
  ownView: "La sua fotocamera",
  youAreMuted: "Il suo microfono è disattivato",
  youAreSharing: "Sta condividendo lo schermo",
  isSharing: (name) => `${name} sta condividendo lo schermo`,
  ownScreenStill: "Sta condividendo questa pagina. Qui l’immagine è ferma di proposito.",
  ownScreenMayStill: "Qui l’immagine è ferma di proposito: forse mostra questa pagina.",

  listener: "Modalità ascolto.",
  listenerExplains: (name) =>
    `Lei vede e sente ${name}, ma dall’altra parte non possono vederla né sentirla.`,
  noCameraExplains: "La sentono, ma non la vedono.",
  noMicrophoneExplains: "La vedono, ma non la sentono.",
  showMeHow: "Mostra come fare",
  typeInstead: "Preferisco scrivere",
  tryAgain: "Chiedi di nuovo",

  microphone: "Microfono",
  speaker: "Altoparlante",
  camera: "Fotocamera",
  volume: "Volume audio",
  microphoneLevel: "Livello del microfono",
  testSound: "Prova l’audio",
  noneFound: "Nessuno disponibile",
  blockedInSettings: "Bloccato nelle impostazioni",

  message: "Messaggio",
  noMessages: "Parole e link vanno qui, per entrambi.",
  unread: (count) =>
    plural(count, {
      one: "# nuovo messaggio",
      many: "# di nuovi messaggi",
      other: "# nuovi messaggi",
    }),
  messageFrom: (name) => `${name}:`,
  sending: "Invio in corso…",

  quality: {
    good: "Connessione buona",
    fair: "Connessione discreta",
    poor: "Connessione scarsa",
    unknown: "Misuro la connessione",
  },
  qualityReason: {
    network: "Il limite è la rete.",
    cpu: "Questo dispositivo è molto occupato; chiudere altri programmi aiuta.",
  },
  relayed: "Tramite un relay",
  direct: "Diretta",
  delay: (milliseconds) => `${Math.round(milliseconds)} ms`,
  loss: (ratio) => `${percent(ratio)} perso`,

  notices: {
    microphone_lost: (device) => `Dispositivo scollegato: ${device ?? "microfono"}.`,
    microphone_replaced: (device) =>
      `Dispositivo scollegato: ${device ?? "microfono"}. Ora ne è in uso un altro.`,
    camera_lost: (device) => `Dispositivo scollegato: ${device ?? "fotocamera"}.`,
    camera_replaced: (device) =>
      `Dispositivo scollegato: ${device ?? "fotocamera"}. Ora ne è in uso un altro.`,
    speaker_lost: (device) =>
      `Dispositivo scollegato: ${device ?? "altoparlante"}. Ora ne è in uso un altro.`,
    device_back: (device) => `${device ?? "Il dispositivo"} è di nuovo disponibile.`,
    flip_failed: () => "L’altra fotocamera non è partita. È tornata la prima.",
    share_failed: () =>
      "Non è stato possibile condividere lo schermo. Riprovi o scelga un’altra finestra.",
    share_replaced: (name) =>
      `Ora condivide ${name ?? "l’altra persona"}, quindi la sua condivisione è terminata.`,
    microphone_failed: () => "Il microfono non è partito. Forse lo sta usando un altro programma.",
    camera_failed: () => "La fotocamera non è partita. Forse la sta usando un altro programma.",
    speaker_failed: () => "L’altoparlante non è partito. Il suono esce da quello di prima.",
    talking_while_muted: () => "Il microfono è disattivato. Lo attivi per farsi sentire.",
    upgraded_to_full: () => "Ora la vedono e la sentono.",
    camera_smaller_by_network: () =>
      "Connessione debole: per ora l’immagine della fotocamera è più piccola.",
    camera_paused_by_network: () =>
      "Connessione debole: la fotocamera si ferma perché l’audio resti chiaro.",
    audio_only_by_network: () => "Connessione molto debole: per ora solo audio.",
    network_better: () => "La connessione è migliorata; l’immagine è tornata.",
    still_blocked: () => "È ancora bloccato. «Mostra come fare» spiega dove cambiarlo.",
    chat_not_sent: () => "Il messaggio non è stato inviato. Riprovi quando torna la connessione.",
  },

  ended: {
    hangup: "Chiamata terminata",
    cancelled: "Chiamata annullata",
    abandoned: "La chiamata è stata abbandonata",
    declined: "Ora nessuno può rispondere alla sua chiamata",
    no_answer: "Questa volta non ha risposto nessuno",
    no_agents: "Al momento non c’è nessuno",
    connect_failed: "Non è stato possibile collegare la chiamata",
    connection_lost: "La connessione si è interrotta",
    replaced: "La chiamata continua in un’altra finestra",
    server_shutdown: "Il servizio di chiamata si sta riavviando",
    internal_error: "Qualcosa è andato storto da parte nostra",
  },
  notTaken: {
    declined: (name) => `${name} ha rifiutato`,
    no_answer: (name) => `${name} non ha risposto`,
    abandoned: (name) => `${name} ha lasciato il sito`,
  },
  thanks: "Grazie di aver bussato",
  talkedFor: (name, milliseconds) =>
    `La sua conversazione con ${name} è durata ${spoken(milliseconds)}`,
  nobodyAnswered: "Lasci un messaggio e un recapito: la ricontatteremo.",
  howWasIt: "Com’è andata?",
  stars: (count) => plural(count, { one: "# stella", many: "# di stelle", other: "# stelle" }),
  comment: "Vuole aggiungere qualcosa?",
  sendRating: "Invia valutazione",
  ratingThanks: "Grazie, ci è di aiuto.",

  yourName: "Il suo nome",
  yourContact: "E-mail o telefono",
  leaveMessageExplains: "Ci dica di che cosa si tratta e come contattarla.",
  messageSent: "Ricevuto. La ricontatteremo.",
  messageNotSent: "Non è stato possibile inviare il messaggio. Controlli la connessione e riprovi.",
  optional: "facoltativo",

  elsewhere: "La sua chiamata è aperta in un’altra scheda",
  elsewhereHint: "Torni a quella scheda per continuare a parlare.",
  switchHere: "Porta qui",
  switchFailed: "L’altra scheda non risponde. Chiudila e riprova.",
  popOut: "Apri in una finestra propria",
  keepOnTop: "Tieni in primo piano",
  inOwnWindow: "La chiamata è in una finestra propria",
  inOwnWindowHint: "Puoi continuare a usare questa pagina.",
  bringBack: "Riportala qui",
  windowBlocked:
    "Il browser non ha aperto la finestra. Consenti i pop-up per questa pagina e riprova.",
  windowCut: "La finestra non ha potuto raggiungere questa pagina. La chiamata resta qui.",
  cannotCall: "Non è stato possibile avviare la chiamata. Riprovi tra un momento.",
  notSetUp:
    "Le chiamate non sono ancora configurate per questa pagina. Se il sito è Suo, controlli la chiave del sito nel tag e le origini consentite nella console, in «Site».",
};
