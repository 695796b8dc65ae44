import type { GuideWords } from "./guide.ts";

const the = { both: "la caméra ni le micro", camera: "la caméra", microphone: "le micro" };
const both = { both: "la caméra et le micro", camera: "la caméra", microphone: "le micro" };
const none = {
  both: "Aucune caméra ni aucun micro n’a été trouvé.",
  camera: "Aucune caméra n’a été trouvée.",
  microphone: "Aucun micro n’a été trouvé.",
};

export const guide: GuideWords = {
  why: {
    denied: (missing) => `Ce site ne peut pas utiliser ${the[missing]}.`,
    dismissed: (missing, app) =>
      `La question de ${app} sur ${both[missing]} a été fermée sans réponse.`,
    blocked_by_system: (missing, app, system) =>
      `${system} ne laisse pas ${app} utiliser ${both[missing]}.`,
    blocked_by_policy: (missing) => `Ce site désactive ${both[missing]} sur ses pages.`,
    no_device: (missing) => none[missing],
    busy: (missing, app) =>
      `${app} n’a pas pu démarrer ${both[missing]}. Un autre programme s’en sert peut-être.`,
    unsupported: (missing, app) => `${app} ne peut pas utiliser ${both[missing]} sur cette page.`,
  },
  denied: {
    edge: [
      "Cliquez sur le cadenas à gauche de l’adresse, puis sur « Autorisations pour ce site ».",
      "Réglez la caméra et le micro sur « Autoriser ».",
    ],
    chrome: [
      "Cliquez sur l’icône à gauche de l’adresse de la page.",
      "Activez la caméra et le micro.",
    ],
    chrome_android: [
      "Touchez l’icône à gauche de l’adresse, puis « Autorisations ».",
      "Autorisez la caméra et le micro.",
    ],
    firefox: [
      "Cliquez sur la caméra barrée à gauche de l’adresse de la page.",
      "Retirez « Bloqué » avec la ✕ à côté, puis choisissez « Redemander » ici.",
    ],
    firefox_android: [
      "Touchez le cadenas à côté de l’adresse de la page.",
      "Autorisez la caméra et le micro, puis choisissez « Redemander » ici.",
    ],
    safari: [
      "Dans la barre des menus, choisissez Safari, puis « Réglages pour ce site web ».",
      "Réglez la caméra et le micro sur « Autoriser ».",
    ],
    ios: [
      "Touchez le bouton à côté de l’adresse, puis « Réglages du site web ».",
      "Réglez la caméra et le micro sur « Autoriser ».",
    ],
    other: [
      "Ouvrez les réglages du site à côté de l’adresse de la page.",
      "Autorisez la caméra et le micro pour ce site.",
    ],
  },
  again: "Choisissez « Redemander » ici.",
  asks: {
    top: (app) => `${app} pose la question en haut à gauche, sous l’adresse : autorisez.`,
    middle: (app) => `${app} pose la question au milieu de la fenêtre : autorisez.`,
    screen: (app) => `${app} pose la question à l’écran : autorisez.`,
  },
  system: {
    windows: (app) => [
      "Dans Windows, ouvrez « Paramètres », « Confidentialité et sécurité », puis « Caméra » ; ensuite « Microphone ».",
      `Activez l’accès pour les applications de bureau et pour ${app}.`,
    ],
    mac: (app) => [
      "Ouvrez « Réglages Système », « Confidentialité et sécurité », puis « Caméra » ; ensuite « Microphone ».",
      `Activez ${app}.`,
    ],
    android: (app) => [
      `Ouvrez les paramètres d’Android, puis « Applications », ${app}, « Autorisations ».`,
      "Autorisez la caméra et le micro, puis revenez ici.",
    ],
    ios: (app) => [
      `Ouvrez l’app « Réglages », puis « Apps », puis ${app}.`,
      "Autorisez la caméra et le micro, puis revenez ici.",
    ],
    other: (app) => [
      "Ouvrez les réglages de confidentialité de votre ordinateur.",
      `Autorisez ${app} à utiliser la caméra et le micro.`,
    ],
  },
  plugIn: {
    computer: "Branchez une caméra ou un casque et vérifiez que l’appareil est allumé.",
    phone: "Déconnectez casques et autres accessoires de votre téléphone ou tablette.",
  },
  closeOthers: {
    computer:
      "Fermez les autres programmes et onglets qui utilisent la caméra ou le micro, un autre appel par exemple.",
    phone:
      "Terminez les appels téléphoniques et fermez les autres apps qui utilisent la caméra ou le micro.",
  },
  elsewhere:
    "Ouvrez cette page dans Chrome, Edge, Firefox ou Safari, et non à l’intérieur d’une autre application.",
  reload: "Si rien ne change, rechargez la page : vous reviendrez dans cet appel.",
};
