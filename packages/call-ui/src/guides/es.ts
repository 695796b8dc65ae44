import type { GuideWords } from "./guide.ts";

const the = { both: "la cámara ni el micrófono", camera: "la cámara", microphone: "el micrófono" };
const both = { both: "la cámara y el micrófono", camera: "la cámara", microphone: "el micrófono" };
const none = {
  both: "No se encontró ni cámara ni micrófono.",
  camera: "No se encontró ninguna cámara.",
  microphone: "No se encontró ningún micrófono.",
};

export const guide: GuideWords = {
  why: {
    denied: (missing) => `Este sitio web no puede usar ${the[missing]}.`,
    dismissed: (missing, app) =>
      `La pregunta de ${app} sobre ${both[missing]} se cerró sin respuesta.`,
    blocked_by_system: (missing, app, system) =>
      `${system} no deja que ${app} use ${both[missing]}.`,
    blocked_by_policy: (missing) => `Este sitio web desactiva ${both[missing]} en sus páginas.`,
    no_device: (missing) => none[missing],
    busy: (missing, app) =>
      `${app} no pudo iniciar ${both[missing]}. Puede que otro programa esté usando el dispositivo.`,
    unsupported: (missing, app) => `${app} no puede usar ${both[missing]} en esta página.`,
  },
  denied: {
    edge: [
      "Haga clic en el candado a la izquierda de la dirección y luego en «Permisos para este sitio».",
      "Ponga la cámara y el micrófono en «Permitir».",
    ],
    chrome: [
      "Haga clic en el icono a la izquierda de la dirección de la página.",
      "Active la cámara y el micrófono.",
    ],
    chrome_android: [
      "Toque el icono a la izquierda de la dirección y luego «Permisos».",
      "Permita la cámara y el micrófono.",
    ],
    firefox: [
      "Haga clic en la cámara tachada a la izquierda de la dirección de la página.",
      "Quite «Bloqueado» con la ✕ de al lado y elija aquí «Preguntar otra vez».",
    ],
    firefox_android: [
      "Toque el candado junto a la dirección de la página.",
      "Permita la cámara y el micrófono y elija aquí «Preguntar otra vez».",
    ],
    safari: [
      "En la barra de menús, elija Safari y luego «Ajustes para este sitio web».",
      "Ponga la cámara y el micrófono en «Permitir».",
    ],
    ios: [
      "Toque el botón junto a la dirección y luego «Ajustes del sitio web».",
      "Ponga la cámara y el micrófono en «Permitir».",
    ],
    other: [
      "Abra los ajustes del sitio junto a la dirección de la página.",
      "Permita la cámara y el micrófono para este sitio.",
    ],
  },
  again: "Elija aquí «Preguntar otra vez».",
  asks: {
    top: (app) => `${app} pregunta arriba a la izquierda, bajo la dirección: permítalo.`,
    middle: (app) => `${app} pregunta en el centro de la ventana: permítalo.`,
    screen: (app) => `${app} pregunta en la pantalla: permítalo.`,
  },
  system: {
    windows: (app) => [
      "En Windows abra «Configuración», «Privacidad y seguridad», luego «Cámara»; después «Micrófono».",
      `Active el acceso para las aplicaciones de escritorio y para ${app}.`,
    ],
    mac: (app) => [
      "Abra «Ajustes del Sistema», «Privacidad y seguridad», luego «Cámara»; después «Micrófono».",
      `Active ${app}.`,
    ],
    android: (app) => [
      `Abra los ajustes de Android, luego «Aplicaciones», ${app}, «Permisos».`,
      "Permita la cámara y el micrófono y vuelva aquí.",
    ],
    ios: (app) => [
      `Abra la app «Ajustes», luego «Apps» y después ${app}.`,
      "Permita la cámara y el micrófono y vuelva aquí.",
    ],
    other: (app) => [
      "Abra los ajustes de privacidad de su equipo.",
      `Permita que ${app} use la cámara y el micrófono.`,
    ],
  },
  plugIn: {
    computer:
      "Conecte una cámara o unos auriculares con micrófono y compruebe que el aparato esté encendido.",
    phone: "Desconecte los auriculares y otros accesorios del teléfono o la tableta.",
  },
  closeOthers: {
    computer:
      "Cierre otros programas y pestañas que usen la cámara o el micrófono, por ejemplo otra llamada.",
    phone:
      "Termine las llamadas telefónicas y cierre otras aplicaciones que usen la cámara o el micrófono.",
  },
  elsewhere: "Abra esta página en Chrome, Edge, Firefox o Safari, no dentro de otra aplicación.",
  reload: "Si nada cambia, recargue la página: volverá a esta llamada.",
};
