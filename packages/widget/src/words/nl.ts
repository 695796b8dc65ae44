import type { ContinuityWords } from "../continuity/words.ts";

export { nl as call } from "@knockknock/call-ui/words/nl";

const LOADS_ALONE =
  "Uw gesprek pauzeert even en komt vanzelf terug. Een gedeeld scherm moet u daarna opnieuw delen. In een nieuw tabblad pauzeert er niets.";

export const shell: ContinuityWords = {
  loading: "De pagina wordt geladen",
  stop: "Laden stoppen",
  title: {
    "cross-origin": "Deze link gaat naar een andere website",
    "cross-origin-answer": "Dit formulier gaat naar een andere website",
    excluded: "Deze pagina laadt apart",
    "excluded-answer": "Het formulier is verzonden; het antwoord laadt apart",
    uncarriable: "Deze pagina laadt apart",
    unreachable: "De pagina gaf geen antwoord",
    unsaved: "Deze pagina verlaten?",
  },
  text: {
    "cross-origin":
      "Uw gesprek loopt op deze website. Open {site} in een nieuw tabblad om verder te praten.",
    "cross-origin-answer":
      "Het formulier is verzonden, maar het antwoord komt niet van deze website. Om het te zien en verder te praten, verzendt u het nog eens in een nieuw tabblad.",
    excluded: LOADS_ALONE,
    "excluded-answer": LOADS_ALONE,
    uncarriable: LOADS_ALONE,
    unreachable: "Uw gesprek gaat door. U kunt de pagina nog eens proberen.",
    unsaved: "Wat u op deze pagina hebt getypt, wordt misschien niet bewaard.",
  },
  stay: "Hier blijven",
  newTab: "Openen in nieuw tabblad",
  leave: "Verlaten en ophangen",
  leaveAnyway: "Verlaten zonder te bewaren",
  goOn: "Pagina laden",
  retry: "Opnieuw proberen",
};
