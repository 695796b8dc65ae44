import { formats } from "./format.ts";
import type { Words } from "./words.ts";

const LANGUAGE = "pt";
const { spoken, plural, percent } = formats(LANGUAGE);

/** Worded so that it reads well in Brazil and in Portugal. */
export const pt: Words = {
  language: LANGUAGE,
  direction: "ltr",

  agent: "Atendimento",
  visitor: "Visitante",
  you: "Você",

  videoCall: "Videochamada",
  cancel: "Cancelar",
  mute: "Desligar microfone",
  unmute: "Ligar microfone",
  cameraOff: "Desligar câmera",
  cameraOn: "Ligar câmera",
  share: "Compartilhar tela",
  stopSharing: "Parar de compartilhar",
  flip: "Trocar de câmera",
  minimize: "Reduzir",
  expand: "Ampliar",
  settings: "Configurações",
  chat: "Mensagens",
  resumeSharing: "Voltar a compartilhar",
  tapToHear: "Tocar para ouvir",
  callAgain: "Ligar de novo",
  endCall: "Encerrar chamada",
  send: "Enviar",
  leaveMessage: "Deixar uma mensagem",
  close: "Fechar",
  dismiss: "Ocultar",
  hold: "Pôr em espera",
  resume: "Retomar",
  accept: "Atender",
  decline: "Recusar",

  callWith: (name) => `Videochamada com ${name}`,
  controls: "Controles da chamada",

  knocking: "Batendo à porta…",
  askingPermission: "Seu navegador está perguntando",
  askingPermissionHint:
    "Permita câmera e microfone para ser visto e ouvido. Também dá para entrar sem eles.",
  ringingHint: (name) => `${name} já vai falar com você`,
  position: (position) =>
    position <= 1 ? "É a sua vez em seguida" : `Sua posição na fila: ${position}`,
  nobodyOnline: "Não há ninguém no momento",
  nobodyOnlineHint: "Deixe uma mensagem e nós retornamos.",
  connecting: "Conectando…",
  reconnecting: "Reconectando…",
  reconnectingHint: "A conexão caiu. Um momento, ela volta sozinha.",
  changingPage: (name) => `${name} está mudando de página…`,
  changingPageHint: "De volta em um instante.",
  onHold: "Em espera",
  onHoldHint: (name) => `${name} volta já. Enquanto isso, ninguém vê nem ouve você.`,
  callingYou: (name) => `${name} está ligando para você`,
  calling: (name) => `Chamando ${name}…`,
  callingHint: "Está tocando na página aberta.",

  isMuted: (name) => `${name} está com o microfone desligado`,
  hasNoMicrophone: (name) => `${name} não tem microfone`,
  cameraIsOff: "Câmera desligada",
  ownView: "Sua câmera",
  youAreMuted: "Seu microfone está desligado",
  youAreSharing: "Você está compartilhando a tela",
  isSharing: (name) => `${name} está compartilhando a tela`,
  ownScreenStill: "Você está compartilhando esta página. A imagem fica parada de propósito.",

  listener: "Modo ouvinte.",
  listenerExplains: (name) => `Você vê e ouve ${name}, mas do outro lado ninguém vê nem ouve você.`,
  noCameraExplains: "Ouvem você, mas não veem.",
  noMicrophoneExplains: "Veem você, mas não ouvem.",
  showMeHow: "Ver como se faz",
  typeInstead: "Prefiro escrever",
  tryAgain: "Perguntar de novo",

  microphone: "Microfone",
  speaker: "Alto-falante",
  camera: "Câmera",
  volume: "Volume do som",
  microphoneLevel: "Nível do microfone",
  testSound: "Testar o som",
  noneFound: "Nenhum encontrado",
  blockedInSettings: "Bloqueado nas suas configurações",

  message: "Mensagem",
  noMessages: "Palavras e links ficam aqui, para os dois lados.",
  unread: (count) =>
    plural(count, {
      one: "# mensagem nova",
      many: "# de mensagens novas",
      other: "# mensagens novas",
    }),
  messageFrom: (name) => `${name}:`,
  sending: "Enviando…",

  quality: {
    good: "Conexão boa",
    fair: "Conexão razoável",
    poor: "Conexão ruim",
    unknown: "Medindo a conexão",
  },
  qualityReason: {
    network: "O limite é a rede.",
    cpu: "Este aparelho está muito ocupado; fechar outros programas ajuda.",
  },
  relayed: "Por um retransmissor",
  direct: "Direta",
  delay: (milliseconds) => `${Math.round(milliseconds)} ms`,
  loss: (ratio) => `${percent(ratio)} de perda`,

  notices: {
    microphone_lost: (device) => `${device ?? "O microfone"}: o aparelho foi desconectado.`,
    microphone_replaced: (device) =>
      `${device ?? "O microfone"} foi desconectado. Agora está em uso outro.`,
    camera_lost: (device) => `${device ?? "A câmera"}: o aparelho foi desconectado.`,
    camera_replaced: (device) =>
      `${device ?? "A câmera"}: o aparelho foi desconectado. Agora está em uso outro.`,
    speaker_lost: (device) =>
      `${device ?? "O alto-falante"} foi desconectado. Agora está em uso outro.`,
    device_back: (device) => `${device ?? "O aparelho"} está de volta.`,
    flip_failed: () => "A outra câmera não ligou. Você voltou para a primeira.",
    share_failed: () =>
      "Não foi possível compartilhar sua tela. Tente de novo ou escolha outra janela.",
    share_replaced: (name) =>
      `${name ?? "O outro lado"} está compartilhando agora, por isso o seu compartilhamento terminou.`,
    microphone_failed: () => "O microfone não ligou. Talvez outro programa o esteja usando.",
    camera_failed: () => "A câmera não ligou. Talvez outro programa a esteja usando.",
    talking_while_muted: () => "Seu microfone está desligado. Ligue-o para que ouçam você.",
    upgraded_to_full: () => "Agora veem e ouvem você.",
    camera_smaller_by_network: () => "Conexão fraca: por enquanto, a imagem da câmera está menor.",
    camera_paused_by_network: () =>
      "Conexão fraca: a câmera faz uma pausa para que o som continue claro.",
    audio_only_by_network: () => "Conexão muito fraca: por enquanto, só som.",
    network_better: () => "A conexão melhorou; a imagem voltou.",
    answered_by_colleague: (name) => `Atendido por ${name ?? "outra pessoa da equipe"}.`,
    signed_out: () => "Sua sessão terminou. Entre de novo para atender chamadas.",
    still_blocked: () => "Continua bloqueado. “Ver como se faz” explica onde mudar isso.",
    chat_not_sent: () => "Sua mensagem não foi enviada. Tente de novo quando a conexão voltar.",
  },

  ended: {
    hangup: "Chamada encerrada",
    cancelled: "Chamada cancelada",
    abandoned: "A chamada foi abandonada",
    declined: "Ninguém pode atender sua chamada agora",
    no_answer: "Desta vez ninguém atendeu",
    no_agents: "Não há ninguém no momento",
    connect_failed: "Não foi possível conectar a chamada",
    connection_lost: "A conexão foi perdida",
    replaced: "A chamada continua em outra janela",
    server_shutdown: "O serviço de chamadas está reiniciando",
    internal_error: "Algo deu errado do nosso lado",
  },
  notTaken: {
    declined: (name) => `${name} recusou`,
    no_answer: (name) => `${name} não atendeu`,
    abandoned: (name) => `${name} saiu do site`,
  },
  thanks: "Obrigado por bater à nossa porta",
  talkedFor: (name, milliseconds) => `Sua conversa com ${name} durou ${spoken(milliseconds)}`,
  nobodyAnswered: "Deixe uma mensagem com um contato seu e nós retornamos.",
  howWasIt: "Como foi?",
  stars: (count) => plural(count, { one: "# estrela", many: "# de estrelas", other: "# estrelas" }),
  comment: "Quer acrescentar algo?",
  sendRating: "Enviar avaliação",
  ratingThanks: "Obrigado, isso nos ajuda.",

  yourName: "Seu nome",
  yourContact: "E-mail ou telefone",
  leaveMessageExplains: "Conte do que se trata e como falar com você.",
  messageSent: "Recebido. Nós retornamos.",
  messageNotSent: "Não foi possível enviar sua mensagem. Verifique a conexão e tente de novo.",
  optional: "opcional",

  elsewhere: "Sua chamada está aberta em outra aba",
  elsewhereHint: "Volte a essa aba para continuar a conversa.",
  switchHere: "Trazer para cá",
  switchFailed: "A outra aba não responde. Feche-a e tente novamente.",
  popOut: "Abrir em janela própria",
  keepOnTop: "Manter sempre visível",
  inOwnWindow: "A chamada está em uma janela própria",
  inOwnWindowHint: "Você pode continuar usando esta página.",
  bringBack: "Trazer de volta",
  windowBlocked: "O navegador não abriu a janela. Permita pop-ups nesta página e tente novamente.",
  cannotCall: "Não foi possível iniciar a chamada. Tente de novo em um instante.",
  notSetUp:
    "As chamadas ainda não estão configuradas para esta página. Se o site é seu, confira a chave do site na tag e as origens permitidas no console, em “Site”.",
};
