import type { GuideWords } from "./guide.ts";

const the = { both: "a câmera nem o microfone", camera: "a câmera", microphone: "o microfone" };
const both = { both: "a câmera e o microfone", camera: "a câmera", microphone: "o microfone" };
const none = {
  both: "Nenhuma câmera e nenhum microfone foram encontrados.",
  camera: "Nenhuma câmera foi encontrada.",
  microphone: "Nenhum microfone foi encontrado.",
};

export const guide: GuideWords = {
  why: {
    denied: (missing) => `Este site não pode usar ${the[missing]}.`,
    dismissed: (missing, app) =>
      `A pergunta do ${app} sobre ${both[missing]} foi fechada sem resposta.`,
    blocked_by_system: (missing, app, system) =>
      `${system} não deixa o ${app} usar ${both[missing]}.`,
    blocked_by_policy: (missing) => `Este site desativa ${both[missing]} nas suas páginas.`,
    no_device: (missing) => none[missing],
    busy: (missing, app) =>
      `O ${app} não conseguiu ligar ${both[missing]}. Talvez outro programa esteja usando o aparelho.`,
    unsupported: (missing, app) => `O ${app} não pode usar ${both[missing]} nesta página.`,
  },
  denied: {
    edge: [
      "Clique no cadeado à esquerda do endereço e depois em “Permissões para este site”.",
      "Coloque a câmera e o microfone em “Permitir”.",
    ],
    chrome: ["Clique no ícone à esquerda do endereço da página.", "Ative a câmera e o microfone."],
    chrome_android: [
      "Toque no ícone à esquerda do endereço e depois em “Permissões”.",
      "Permita a câmera e o microfone.",
    ],
    firefox: [
      "Clique na câmera riscada à esquerda do endereço da página.",
      "Remova “Bloqueado” com o ✕ ao lado e escolha aqui “Perguntar de novo”.",
    ],
    firefox_android: [
      "Toque no cadeado ao lado do endereço da página.",
      "Permita a câmera e o microfone e escolha aqui “Perguntar de novo”.",
    ],
    safari: [
      "Na barra de menus, escolha Safari e depois “Ajustes para este site”.",
      "Coloque a câmera e o microfone em “Permitir”.",
    ],
    ios: [
      "Toque no botão ao lado do endereço e depois em “Ajustes do site”.",
      "Coloque a câmera e o microfone em “Permitir”.",
    ],
    other: [
      "Abra as configurações do site ao lado do endereço da página.",
      "Permita a câmera e o microfone para este site.",
    ],
  },
  again: "Escolha aqui “Perguntar de novo”.",
  asks: {
    top: (app) => `O ${app} pergunta no alto à esquerda, abaixo do endereço: permita.`,
    middle: (app) => `O ${app} pergunta no meio da janela: permita.`,
    screen: (app) => `O ${app} pergunta na tela: permita.`,
  },
  system: {
    windows: (app) => [
      "No Windows, abra “Configurações”, “Privacidade e segurança” e “Câmera”; depois “Microfone”.",
      `Ative o acesso para aplicativos da área de trabalho e para o ${app}.`,
    ],
    mac: (app) => [
      "Abra “Ajustes do Sistema”, “Privacidade e Segurança” e “Câmera”; depois “Microfone”.",
      `Ative o ${app}.`,
    ],
    android: (app) => [
      `Abra as configurações do Android, depois “Apps”, ${app}, “Permissões”.`,
      "Permita a câmera e o microfone e volte para cá.",
    ],
    ios: (app) => [
      `Abra o app “Ajustes”, depois “Apps” e então ${app}.`,
      "Permita a câmera e o microfone e volte para cá.",
    ],
    other: (app) => [
      "Abra as configurações de privacidade do computador.",
      `Permita que o ${app} use a câmera e o microfone.`,
    ],
  },
  plugIn: {
    computer: "Conecte uma câmera ou um fone com microfone e veja se o aparelho está ligado.",
    phone: "Desconecte fones e outros acessórios do telefone ou tablet.",
  },
  closeOthers: {
    computer:
      "Feche outros programas e abas que usam a câmera ou o microfone, por exemplo outra chamada.",
    phone: "Encerre ligações telefônicas e feche outros apps que usam a câmera ou o microfone.",
  },
  elsewhere:
    "Abra esta página no próprio Chrome, Edge, Firefox ou Safari, não dentro de outro app.",
  reload: "Se nada mudar, recarregue a página: você volta para esta chamada.",
};
