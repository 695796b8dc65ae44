import type { ContinuityWords } from "../continuity/words.ts";

export { fr as call } from "@knockknock/call-ui/words/fr";

const LOADS_ALONE =
  "Votre appel s’interrompt un instant et revient tout seul. Un écran partagé devra l’être à nouveau. Dans un nouvel onglet, rien ne s’interrompt.";

export const shell: ContinuityWords = {
  loading: "Chargement de la page",
  stop: "Arrêter le chargement",
  title: {
    "cross-origin": "Ce lien mène à un autre site",
    "cross-origin-answer": "Ce formulaire mène à un autre site",
    excluded: "Cette page se charge séparément",
    "excluded-answer": "Le formulaire a été envoyé ; la réponse se charge séparément",
    uncarriable: "Cette page se charge séparément",
    unreachable: "La page n’a pas répondu",
    unsaved: "Quitter cette page ?",
  },
  text: {
    "cross-origin":
      "Votre appel a lieu sur ce site. Ouvrez {site} dans un nouvel onglet pour continuer à parler.",
    "cross-origin-answer":
      "Le formulaire a été envoyé, mais la réponse ne vient pas de ce site. Pour la voir et continuer à parler, envoyez-le encore une fois dans un nouvel onglet.",
    excluded: LOADS_ALONE,
    "excluded-answer": LOADS_ALONE,
    uncarriable: LOADS_ALONE,
    unreachable: "Votre appel continue. Vous pouvez réessayer d’ouvrir la page.",
    unsaved: "Ce que vous avez écrit sur cette page ne sera peut-être pas enregistré.",
  },
  stay: "Rester ici",
  newTab: "Ouvrir dans un nouvel onglet",
  leave: "Quitter et raccrocher",
  leaveAnyway: "Quitter sans enregistrer",
  goOn: "Charger la page",
  retry: "Réessayer",
};
