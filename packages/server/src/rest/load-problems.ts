/**
 * What the loader says when the call app cannot be had, by language. Ten sentences would be a tenth
 * of the loader, and hardly anybody ever reads one: it asks for its own with the site's settings.
 */
export const LOAD_PROBLEMS: ReadonlyMap<string, string> = new Map([
  ["ar", "تعذّر تحميل المكالمة. حاول مرة أخرى."],
  ["de", "Der Anruf ließ sich nicht laden. Versuchen Sie es noch einmal."],
  ["es", "No se pudo cargar la llamada. Inténtelo otra vez."],
  ["fr", "L’appel n’a pas pu être chargé. Réessayez."],
  ["it", "Non è stato possibile caricare la chiamata. Riprovi."],
  ["ja", "通話を読み込めませんでした。もう一度お試しください。"],
  ["nl", "Het gesprek kon niet worden geladen. Probeer het nog eens."],
  ["pt", "Não foi possível carregar a chamada. Tente de novo."],
  ["zh", "无法加载通话，请再试一次。"],
]);
