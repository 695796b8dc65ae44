/** Hears every navigation of one window through the Navigation API, before it happens. */
import type { NavigationFacts } from "./decide.ts";

/** A navigation on its way, however it was heard. */
export interface Heard {
  readonly facts: Omit<NavigationFacts, "currentUrl">;
  /** What a POST carries; null for GET. */
  readonly body: FormBody | null;
  prevent(): void;
}

export interface FormBody {
  readonly data: FormData;
  readonly encoding: string;
}

export type Hear = (heard: Heard) => void;

const URL_ENCODED = "application/x-www-form-urlencoded";

/** The encoding that this submission asks for (HTML, form-submission-algorithm, step 13). */
export function encodingOf(form: HTMLFormElement | null, submitter: Element | null): string {
  return submitter?.getAttribute("formenctype") ?? form?.enctype ?? URL_ENCODED;
}

export const hasNavigationApi = (view: Window): boolean => "navigation" in view;

/**
 * The page's own listeners are asked first, whenever they were added: a capturing listener runs
 * before all others and puts ours at the end of the bubbling list, which the browser copies only
 * after the capturing phase (DOM, "inner invoke").
 */
export function hearNavigations(
  view: Window & typeof globalThis,
  from: "page" | "frame",
  hear: Hear,
): () => void {
  const { navigation } = view;
  let submitted: { form: HTMLFormElement; submitter: HTMLElement | null } | null = null;
  let taken: NavigateEvent | null = null;

  const onSubmit = (event: SubmitEvent): void => {
    submitted = { form: event.target as HTMLFormElement, submitter: event.submitter };
  };
  const first = (event: NavigateEvent): void => {
    const native = event.intercept.bind(event);
    Object.defineProperty(event, "intercept", {
      configurable: true,
      value: (options?: NavigationInterceptOptions) => {
        native(options);
        taken = event;
      },
    });
    navigation.removeEventListener("navigate", last);
    navigation.addEventListener("navigate", last);
  };
  const last = (event: NavigateEvent): void => {
    const form = submitted;
    submitted = null;
    hear({
      facts: {
        from,
        type: event.navigationType,
        url: event.destination.url,
        sameDocument: event.destination.sameDocument,
        hashChange: event.hashChange,
        download: event.downloadRequest !== null,
        cancelable: event.cancelable,
        handledByPage: event.defaultPrevented || taken === event,
      },
      body: event.formData && {
        data: event.formData,
        encoding: encodingOf(form?.form ?? null, form?.submitter ?? null),
      },
      prevent: () => event.preventDefault(),
    });
  };

  view.addEventListener("submit", onSubmit, true);
  navigation.addEventListener("navigate", first, true);
  return () => {
    view.removeEventListener("submit", onSubmit, true);
    navigation.removeEventListener("navigate", first, true);
    navigation.removeEventListener("navigate", last);
  };
}
