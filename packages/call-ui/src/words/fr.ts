import { formats } from "./format.ts";
import type { Words } from "./words.ts";

const LANGUAGE = "fr";
const { spoken, plural, percent } = formats(LANGUAGE);

export const fr: Words = {
  language: LANGUAGE,
  direction: "ltr",

  agent: "Conseil",
  visitor: "Visiteur",
  you: "Vous",

  videoCall: "Appel vidéo",
  cancel: "Annuler",
  mute: "Couper le micro",
  unmute: "Activer le micro",
  cameraOff: "Éteindre la caméra",
  cameraOn: "Allumer la caméra",
  share: "Partager l’écran",
  stopSharing: "Arrêter le partage",
  flip: "Changer de caméra",
  minimize: "Réduire",
  expand: "Agrandir",
  settings: "Réglages",
  chat: "Discussion",
  resumeSharing: "Reprendre le partage",
  tapToHear: "Toucher pour entendre",
  callAgain: "Rappeler",
  endCall: "Raccrocher",
  send: "Envoyer",
  leaveMessage: "Laisser un message",
  close: "Fermer",
  dismiss: "Masquer",
  hold: "Mettre en attente",
  resume: "Reprendre",
  accept: "Répondre",
  decline: "Refuser",

  callWith: (name) => `Appel vidéo avec ${name}`,
  controls: "Commandes de l’appel",

  knocking: "On frappe à la porte…",
  askingPermission: "Votre navigateur vous pose une question",
  askingPermissionHint:
    "Autorisez la caméra et le micro pour être vu et entendu. Vous pouvez aussi participer sans.",
  ringingHint: (name) => `${name} est à vous dans un instant`,
  position: (position) =>
    position <= 1 ? "C’est bientôt votre tour" : `Vous êtes en position ${position} dans la file`,
  nobodyOnline: "Personne n’est là pour le moment",
  nobodyOnlineHint: "Laissez un message et nous reviendrons vers vous.",
  connecting: "Connexion…",
  connected: "Connexion établie",
  reconnecting: "Reconnexion…",
  reconnectingHint: "La connexion a été coupée. Un instant, elle revient toute seule.",
  changingPage: (name) => `${name} change de page…`,
  changingPageHint: "De retour dans un instant.",
  onHold: "En attente",
  onHoldHint: (name) =>
    `${name} revient dans un instant. En attendant, personne ne vous voit ni ne vous entend.`,
  callingYou: (name) => `${name} vous appelle`,
  calling: (name) => `Appel de ${name}…`,
  callingHint: "Cela sonne sur la page ouverte.",

  isMuted: (name) => `Micro coupé : ${name}`,
  hasNoMicrophone: (name) => `${name} n’a pas de micro`,
  cameraIsOff: "Caméra éteinte",
  theirPromptIsOpen: "Son navigateur demande l’accès…",
  ownView: "Votre caméra",
  youAreMuted: "Votre micro est coupé",
  youAreSharing: "Vous partagez votre écran",
  isSharing: (name) => `${name} partage son écran`,
  ownScreenStill: "Vous partagez cette page. L’image ici est figée exprès.",
  ownScreenMayStill: "L’image ici est figée exprès : elle montre peut-être cette page.",

  listener: "Mode écoute.",
  listenerExplains: (name) =>
    `Vous voyez et entendez ${name}, mais on ne peut ni vous voir ni vous entendre.`,
  noCameraExplains: "On vous entend, mais on ne vous voit pas.",
  noMicrophoneExplains: "On vous voit, mais on ne vous entend pas.",
  showMeHow: "Comment faire ?",
  typeInstead: "Écrire plutôt",
  tryAgain: "Redemander",

  microphone: "Micro",
  speaker: "Haut-parleur",
  camera: "Caméra",
  volume: "Volume sonore",
  microphoneLevel: "Niveau du micro",
  testSound: "Tester le son",
  noneFound: "Aucun appareil trouvé",
  blockedInSettings: "Bloqué dans vos réglages",

  message: "Votre message",
  noMessages: "Mots et liens s’écrivent ici, pour vous deux.",
  unread: (count) =>
    plural(count, {
      one: "# nouveau message",
      many: "# de nouveaux messages",
      other: "# nouveaux messages",
    }),
  messageFrom: (name) => `${name} :`,
  sending: "Envoi…",

  quality: {
    good: "Bonne connexion",
    fair: "Connexion moyenne",
    poor: "Mauvaise connexion",
    unknown: "Mesure de la connexion",
  },
  qualityReason: {
    network: "C’est le réseau qui limite.",
    cpu: "Cet appareil est très occupé ; fermer d’autres programmes aide.",
  },
  relayed: "Par un relais",
  direct: "Liaison directe",
  delay: (milliseconds) => `${Math.round(milliseconds)} ms`,
  loss: (ratio) => `${percent(ratio)} de pertes`,

  notices: {
    microphone_lost: (device) => `${device ?? "Le micro"} a été débranché.`,
    microphone_replaced: (device) =>
      `${device ?? "Le micro"} a été débranché. Un autre prend le relais.`,
    camera_lost: (device) => `${device ?? "La caméra"} a été débranchée.`,
    camera_replaced: (device) =>
      `${device ?? "La caméra"} a été débranchée. Une autre prend le relais.`,
    speaker_lost: (device) =>
      `${device ?? "Le haut-parleur"} a été débranché. Un autre prend le relais.`,
    device_back: (device) => `${device ?? "L’appareil"} est de retour.`,
    flip_failed: () => "L’autre caméra n’a pas démarré. Vous êtes revenu à la première.",
    share_failed: () =>
      "Votre écran n’a pas pu être partagé. Réessayez ou choisissez une autre fenêtre.",
    share_replaced: (name) =>
      `${name ?? "L’autre personne"} partage maintenant, votre partage est donc terminé.`,
    microphone_failed: () => "Le micro n’a pas démarré. Un autre programme l’utilise peut-être.",
    camera_failed: () => "La caméra n’a pas démarré. Un autre programme l’utilise peut-être.",
    speaker_failed: () => "Le haut-parleur n’a pas démarré. Le son sort du précédent.",
    talking_while_muted: () => "Votre micro est coupé. Activez-le pour qu’on vous entende.",
    upgraded_to_full: () => "On vous voit et on vous entend maintenant.",
    camera_smaller_by_network: () =>
      "Connexion faible : l’image de la caméra est plus petite pour l’instant.",
    camera_paused_by_network: () =>
      "Connexion faible : la caméra fait une pause pour que le son reste clair.",
    audio_only_by_network: () => "Connexion très faible : le son seulement pour l’instant.",
    network_better: () => "La connexion est meilleure, l’image est de retour.",
    still_blocked: () => "Toujours bloqué. « Comment faire ? » indique où changer cela.",
    chat_not_sent: () =>
      "Votre message n’est pas parti. Réessayez quand la connexion sera revenue.",
  },

  ended: {
    hangup: "Appel terminé",
    cancelled: "Appel annulé",
    abandoned: "L’appel a été quitté",
    declined: "Personne ne peut prendre votre appel pour le moment",
    no_answer: "Personne n’a répondu cette fois",
    no_agents: "Personne n’est là pour le moment",
    connect_failed: "L’appel n’a pas pu s’établir",
    connection_lost: "La connexion est perdue",
    replaced: "L’appel continue dans une autre fenêtre",
    server_shutdown: "Le service d’appel redémarre",
    internal_error: "Quelque chose s’est mal passé de notre côté",
  },
  notTaken: {
    declined: (name) => `${name} a refusé`,
    no_answer: (name) => `${name} n’a pas répondu`,
    abandoned: (name) => `${name} a quitté le site`,
  },
  thanks: "Merci d’avoir frappé à notre porte",
  talkedFor: (name, milliseconds) =>
    `Votre conversation avec ${name} a duré ${spoken(milliseconds)}`,
  nobodyAnswered: "Laissez un message et un moyen de vous joindre : nous reviendrons vers vous.",
  howWasIt: "Comment était-ce ?",
  stars: (count) => plural(count, { one: "# étoile", many: "# d’étoiles", other: "# étoiles" }),
  comment: "Quelque chose à ajouter ?",
  sendRating: "Envoyer l’avis",
  ratingThanks: "Merci, cela nous aide.",

  yourName: "Votre nom",
  yourContact: "E-mail ou téléphone",
  leaveMessageExplains: "Dites-nous de quoi il s’agit et comment vous joindre.",
  messageSent: "Bien reçu. Nous reviendrons vers vous.",
  messageNotSent: "Votre message n’a pas pu être envoyé. Vérifiez la connexion et réessayez.",
  optional: "facultatif",

  elsewhere: "Votre appel est ouvert dans un autre onglet",
  elsewhereHint: "Revenez à cet onglet pour continuer à parler.",
  switchHere: "Reprendre ici",
  switchFailed: "L’autre onglet ne répond pas. Fermez-le et réessayez.",
  popOut: "Ouvrir dans sa propre fenêtre",
  keepOnTop: "Garder au premier plan",
  inOwnWindow: "L’appel est dans sa propre fenêtre",
  inOwnWindowHint: "Vous pouvez continuer à utiliser cette page.",
  bringBack: "Ramener ici",
  windowBlocked:
    "Le navigateur n’a pas ouvert la fenêtre. Autorisez les fenêtres surgissantes pour cette page et réessayez.",
  windowCut: "La fenêtre n’a pas pu joindre cette page. L’appel reste ici.",
  cannotCall: "L’appel n’a pas pu démarrer. Réessayez dans un instant.",
  notSetUp:
    "Les appels ne sont pas encore configurés pour cette page. Si c’est votre site : vérifiez la clé du site dans la balise et les origines autorisées dans la console, sous « Site ».",
};
