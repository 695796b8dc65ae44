import type { ContinuityWords } from "../continuity/words.ts";

export { pt as call } from "@knockknock/call-ui/words/pt";

const LOADS_ALONE =
  "Sua chamada faz uma pausa e volta sozinha. Uma tela compartilhada precisa ser compartilhada de novo. Em uma nova aba nada para.";

export const shell: ContinuityWords = {
  loading: "Carregando a página",
  stop: "Parar o carregamento",
  title: {
    "cross-origin": "Este link leva a outro site",
    "cross-origin-answer": "Este formulário leva a outro site",
    excluded: "Esta página carrega separadamente",
    "excluded-answer": "O formulário foi enviado; a resposta carrega separadamente",
    uncarriable: "Esta página carrega separadamente",
    unreachable: "A página não respondeu",
    unsaved: "Sair desta página?",
  },
  text: {
    "cross-origin":
      "Sua chamada acontece neste site. Abra {site} em uma nova aba para continuar a conversa.",
    "cross-origin-answer":
      "O formulário foi enviado, mas a resposta não vem deste site. Para vê-la e continuar a conversa, envie-o mais uma vez em uma nova aba.",
    excluded: LOADS_ALONE,
    "excluded-answer": LOADS_ALONE,
    uncarriable: LOADS_ALONE,
    unreachable: "Sua chamada continua. Você pode tentar abrir a página de novo.",
    unsaved: "O que você escreveu nesta página talvez não seja salvo.",
  },
  stay: "Ficar aqui",
  newTab: "Abrir em nova aba",
  leave: "Sair e encerrar a chamada",
  leaveAnyway: "Sair sem salvar",
  goOn: "Carregar a página",
  retry: "Tentar de novo",
};
