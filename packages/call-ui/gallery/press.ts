import { loadExtras } from "../src/later.tsx";

const CONTROLS = "button, input[type=radio]";

const nameOf = (control: Element): string =>
  (control.ariaLabel ?? control.textContent ?? "").replace(/\s+/g, " ").trim();

/** After the next two frames everything that is going to be drawn has been. */
const drawn = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });

/** The control of that accessible name; some come with code that is still being loaded. */
async function control(root: ParentNode, name: string): Promise<HTMLElement> {
  for (;;) {
    const found = [...root.querySelectorAll<HTMLElement>(CONTROLS)].find(
      (one) => nameOf(one) === name,
    );
    if (found) return found;
    await drawn();
  }
}

/** What a person would write into a form before sending it. */
const SAMPLES = { text: "The payment fails with E-402.", contact: "visitor@example.com" };

function fillForms(root: ParentNode): void {
  for (const [name, sample] of Object.entries(SAMPLES)) {
    const field = root.querySelector<HTMLInputElement | HTMLTextAreaElement>(
      `form :is(input, textarea)[name=${name}]`,
    );
    if (field) field.value = sample;
  }
}

/**
 * Presses controls one after the other, by their accessible names, as a person would to reach a
 * state; then says in `<html data-ready>` that the state is there to be looked at.
 */
export async function pressAll(root: ParentNode, names: readonly string[]): Promise<void> {
  await drawn();
  // Parts that come with late code have asked for it by now.
  await loadExtras();
  await drawn();
  for (const name of names) {
    const target = await control(root, name);
    fillForms(root);
    target.click();
    await drawn();
  }
  await document.fonts.ready;
  await Promise.all([...root.querySelectorAll("video")].map(shown));
  await drawn();
  document.documentElement.dataset["ready"] = "";
}

/** A video that should show something does. */
function shown(video: HTMLVideoElement): Promise<void> {
  if (video.srcObject === null || video.readyState >= video.HAVE_CURRENT_DATA) {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    video.addEventListener("loadeddata", () => resolve(), { once: true });
  });
}
