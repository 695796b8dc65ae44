import type { ContinuityWords } from "../continuity/words.ts";

export { es as call } from "@knockknock/call-ui/words/es";

const LOADS_ALONE =
  "Su llamada se detiene un momento y vuelve sola. Una pantalla compartida tendrá que compartirse otra vez. En una pestaña nueva no se detiene nada.";

export const shell: ContinuityWords = {
  loading: "Cargando la página",
  stop: "Detener la carga",
  title: {
    "cross-origin": "Este enlace lleva a otro sitio web",
    "cross-origin-answer": "Este formulario lleva a otro sitio web",
    excluded: "Esta página se carga por separado",
    "excluded-answer": "El formulario se ha enviado; la respuesta se carga por separado",
    uncarriable: "Esta página se carga por separado",
    unreachable: "La página no ha respondido",
    unsaved: "¿Salir de esta página?",
  },
  text: {
    "cross-origin":
      "Su llamada está en este sitio web. Abra {site} en una pestaña nueva para seguir hablando.",
    "cross-origin-answer":
      "El formulario se ha enviado, pero la respuesta no viene de este sitio web. Para verla y seguir hablando, envíelo otra vez en una pestaña nueva.",
    excluded: LOADS_ALONE,
    "excluded-answer": LOADS_ALONE,
    uncarriable: LOADS_ALONE,
    unreachable: "Su llamada continúa. Puede volver a intentar abrir la página.",
    unsaved: "Puede que no se guarde lo que ha escrito en esta página.",
  },
  stay: "Quedarme aquí",
  newTab: "Abrir en una pestaña nueva",
  leave: "Salir y colgar",
  leaveAnyway: "Salir sin guardar",
  goOn: "Cargar la página",
  retry: "Intentar otra vez",
};
