import { formats } from "./format.ts";
import type { Words } from "./words.ts";

const LANGUAGE = "es";
const { spoken, plural, percent } = formats(LANGUAGE);

export const es: Words = {
  language: LANGUAGE,
  direction: "ltr",

  agent: "Asesor",
  visitor: "Visitante",
  you: "Usted",

  videoCall: "Videollamada",
  cancel: "Cancelar",
  mute: "Silenciar micrófono",
  unmute: "Activar micrófono",
  cameraOff: "Apagar cámara",
  cameraOn: "Encender cámara",
  share: "Compartir pantalla",
  stopSharing: "Dejar de compartir",
  flip: "Cambiar de cámara",
  minimize: "Reducir",
  expand: "Ampliar",
  settings: "Ajustes",
  chat: "Mensajes",
  resumeSharing: "Volver a compartir",
  tapToHear: "Tocar para escuchar",
  callAgain: "Llamar otra vez",
  endCall: "Colgar",
  send: "Enviar",
  leaveMessage: "Dejar un mensaje",
  close: "Cerrar",
  dismiss: "Ocultar",
  hold: "Poner en espera",
  resume: "Reanudar",
  accept: "Aceptar",
  decline: "Rechazar",

  callWith: (name) => `Videollamada con ${name}`,
  controls: "Controles de la llamada",

  knocking: "Llamando a la puerta…",
  askingPermission: "Su navegador le pregunta",
  askingPermissionHint:
    "Permita la cámara y el micrófono para que le vean y le oigan. También puede entrar sin ellos.",
  ringingHint: (name) => `${name} le atiende enseguida`,
  position: (position) =>
    position <= 1 ? "Es su turno enseguida" : `Está en el puesto ${position} de la fila`,
  nobodyOnline: "Ahora mismo no hay nadie",
  nobodyOnlineHint: "Deje un mensaje y le responderemos.",
  connecting: "Conectando…",
  reconnecting: "Reconectando…",
  reconnectingHint: "Se ha cortado la conexión. Un momento, vuelve sola.",
  changingPage: (name) => `${name} está cambiando de página…`,
  changingPageHint: "Vuelve en un momento.",
  onHold: "En espera",
  onHoldHint: (name) => `${name} vuelve enseguida. Mientras tanto nadie le ve ni le oye.`,
  callingYou: (name) => `${name} le está llamando`,
  calling: (name) => `Llamando a ${name}…`,
  callingHint: "Suena en la página que tiene abierta.",

  isMuted: (name) => `${name} tiene el micrófono silenciado`,
  hasNoMicrophone: (name) => `${name} no tiene micrófono`,
  cameraIsOff: "Cámara apagada",
  ownView: "Su cámara",
  youAreMuted: "Su micrófono está silenciado",
  youAreSharing: "Está compartiendo su pantalla",
  isSharing: (name) => `${name} está compartiendo la pantalla`,
  ownScreenStill: "Está compartiendo esta página. La imagen está quieta a propósito.",

  listener: "Modo oyente.",
  listenerExplains: (name) => `Usted ve y oye a ${name}, pero no pueden verle ni oírle.`,
  noCameraExplains: "Le oyen, pero no le ven.",
  noMicrophoneExplains: "Le ven, pero no le oyen.",
  showMeHow: "Ver cómo se hace",
  typeInstead: "Mejor escribir",
  tryAgain: "Preguntar otra vez",

  microphone: "Micrófono",
  speaker: "Altavoz",
  camera: "Cámara",
  volume: "Volumen",
  microphoneLevel: "Nivel del micrófono",
  testSound: "Probar sonido",
  noneFound: "No se encontró ninguno",
  blockedInSettings: "Bloqueado en sus ajustes",

  message: "Mensaje",
  noMessages: "Aquí caben palabras y enlaces, para los dos.",
  unread: (count) =>
    plural(count, {
      one: "# mensaje nuevo",
      many: "# de mensajes nuevos",
      other: "# mensajes nuevos",
    }),
  messageFrom: (name) => `${name}:`,
  sending: "Enviando…",

  quality: {
    good: "Buena conexión",
    fair: "Conexión regular",
    poor: "Mala conexión",
    unknown: "Midiendo la conexión",
  },
  qualityReason: {
    network: "El límite es la red.",
    cpu: "Este dispositivo está muy ocupado; cerrar otros programas ayuda.",
  },
  relayed: "A través de un relé",
  direct: "Directa",
  delay: (milliseconds) => `${Math.round(milliseconds)} ms`,
  loss: (ratio) => `${percent(ratio)} perdido`,

  notices: {
    microphone_lost: (device) => `Se desconectó ${device ?? "el micrófono"}.`,
    microphone_replaced: (device) =>
      `Se desconectó ${device ?? "el micrófono"}. Ahora se usa otro.`,
    camera_lost: (device) => `Se desconectó ${device ?? "la cámara"}.`,
    camera_replaced: (device) => `Se desconectó ${device ?? "la cámara"}. Ahora se usa otra.`,
    speaker_lost: (device) => `Se desconectó ${device ?? "el altavoz"}. Ahora se usa otro.`,
    device_back: (device) => `${device ?? "El dispositivo"} está de vuelta.`,
    flip_failed: () => "La otra cámara no arrancó. Ha vuelto a la primera.",
    share_failed: () =>
      "No se pudo compartir su pantalla. Inténtelo otra vez o elija otra ventana.",
    share_replaced: (name) =>
      `${name ?? "La otra persona"} está compartiendo ahora, así que su pantalla ya no se comparte.`,
    microphone_failed: () => "El micrófono no arrancó. Quizá lo esté usando otro programa.",
    camera_failed: () => "La cámara no arrancó. Quizá la esté usando otro programa.",
    talking_while_muted: () => "Su micrófono está silenciado. Actívelo para que le oigan.",
    upgraded_to_full: () => "Ahora le ven y le oyen.",
    camera_smaller_by_network: () =>
      "Conexión débil: por ahora, la imagen de la cámara es más pequeña.",
    camera_paused_by_network: () =>
      "Conexión débil: la cámara se detiene para que el sonido siga claro.",
    audio_only_by_network: () => "Conexión muy débil: por ahora, solo sonido.",
    network_better: () => "La conexión ha mejorado; la imagen está de vuelta.",
    answered_by_colleague: (name) => `Atendió ${name ?? "otra persona del equipo"}.`,
    signed_out: () => "Se ha cerrado su sesión. Vuelva a entrar para atender llamadas.",
    still_blocked: () => "Sigue bloqueado. «Ver cómo se hace» explica dónde cambiarlo.",
    chat_not_sent: () => "Su mensaje no se envió. Inténtelo otra vez cuando vuelva la conexión.",
  },

  ended: {
    hangup: "Llamada terminada",
    cancelled: "Llamada cancelada",
    abandoned: "Se abandonó la llamada",
    declined: "Ahora nadie puede atender su llamada",
    no_answer: "Esta vez no ha respondido nadie",
    no_agents: "Ahora mismo no hay nadie",
    connect_failed: "La llamada no se pudo conectar",
    connection_lost: "Se perdió la conexión",
    replaced: "La llamada sigue en otra ventana",
    server_shutdown: "El servicio de llamadas se está reiniciando",
    internal_error: "Algo ha fallado por nuestra parte",
  },
  notTaken: {
    declined: (name) => `${name} ha rechazado la llamada`,
    no_answer: (name) => `${name} no ha respondido`,
    abandoned: (name) => `${name} ha salido del sitio`,
  },
  thanks: "Gracias por llamar a nuestra puerta",
  talkedFor: (name, milliseconds) => `Su conversación con ${name} duró ${spoken(milliseconds)}`,
  nobodyAnswered: "Deje un mensaje con una forma de contactarle y le responderemos.",
  howWasIt: "¿Qué tal ha ido?",
  stars: (count) =>
    plural(count, { one: "# estrella", many: "# de estrellas", other: "# estrellas" }),
  comment: "¿Desea añadir algo?",
  sendRating: "Enviar valoración",
  ratingThanks: "Gracias, nos ayuda mucho.",

  yourName: "Su nombre",
  yourContact: "Correo electrónico o teléfono",
  leaveMessageExplains: "Cuéntenos de qué se trata y cómo contactarle.",
  messageSent: "Recibido. Le responderemos.",
  messageNotSent: "Su mensaje no se pudo enviar. Compruebe la conexión e inténtelo otra vez.",
  optional: "opcional",

  elsewhere: "Su llamada está abierta en otra pestaña",
  elsewhereHint: "Vuelva a esa pestaña para seguir hablando.",
  switchHere: "Traer aquí",
  switchFailed: "La otra pestaña no responde. Ciérrala e inténtalo de nuevo.",
  popOut: "Abrir en su propia ventana",
  keepOnTop: "Mantener siempre visible",
  inOwnWindow: "La llamada está en su propia ventana",
  inOwnWindowHint: "Puedes seguir usando esta página.",
  bringBack: "Traerla de vuelta",
  windowBlocked:
    "El navegador no ha abierto la ventana. Permite las ventanas emergentes en esta página e inténtalo de nuevo.",
  cannotCall: "No se pudo iniciar la llamada. Inténtelo otra vez en un momento.",
  notSetUp:
    "Las llamadas aún no están configuradas para esta página. Si el sitio es suyo, compruebe la clave del sitio en la etiqueta y los orígenes permitidos en la consola, en «Site».",
};
