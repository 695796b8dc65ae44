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
export function encodingOf(form: HTMLFormElement, submitter: Element | null): string {
  return submitter?.getAttribute("formenctype") ?? form.enctype;
}

/** The link or form, of whichever page; not every browser names it. */
const sourceOf = (event: NavigateEvent): Element | null =>
  (event as NavigateEvent & { sourceElement?: Element | null }).sourceElement ?? null;

/** A script's `form.submit()` fires no `submit` event; some browsers then name no form either. */
function encodingOfSubmit(event: NavigateEvent, data: FormData): string {
  const sourceElement = sourceOf(event);
  if (sourceElement?.localName === "form") return (sourceElement as HTMLFormElement).enctype;
  const hasFile = [...data.values()].some((value) => typeof value !== "string");
  return hasFile ? "multipart/form-data" : URL_ENCODED;
}

export const hasNavigationApi = (view: Window): boolean => "navigation" in view;

/**
 * The page's own listeners are asked first, whenever they were added: ours moves to the end of the
 * list each time. Nothing public tells that one of them called `intercept()`, so it is noted here;
 * `onRouted` runs when such a page has its new address.
 */
export function hearNavigations(
  view: Window & typeof globalThis,
  from: "page" | "frame",
  hear: Hear,
  onRouted?: () => void,
): () => void {
  const { navigation } = view;
  /** A router took the last navigation with `intercept()`: the page has another address soon. */
  let routed = false;
  const taken = new WeakSet<NavigateEvent>();
  let submitted: { form: HTMLFormElement; submitter: HTMLElement | null } | null = null;

  const prototype = view.NavigateEvent.prototype;
  const intercept = Object.getOwnPropertyDescriptor(prototype, "intercept");
  Object.defineProperty(prototype, "intercept", {
    ...intercept,
    value: function noted(this: NavigateEvent, ...options: [NavigationInterceptOptions?]) {
      Reflect.apply(intercept?.value as NavigateEvent["intercept"], this, options);
      taken.add(this);
    },
  });
  const add = navigation.addEventListener.bind(navigation);
  navigation.addEventListener = (...listener: Parameters<typeof add>) => {
    add(...listener);
    navigation.removeEventListener("navigate", last);
    add("navigate", last as EventListener);
  };

  const onSubmit = (event: SubmitEvent): void => {
    submitted = { form: event.target as HTMLFormElement, submitter: event.submitter };
  };
  const last = (event: NavigateEvent): void => {
    const form = submitted;
    submitted = null;
    routed = taken.has(event);
    hear({
      facts: {
        from,
        type: event.navigationType,
        url: event.destination.url,
        sameDocument: event.destination.sameDocument,
        hashChange: event.hashChange,
        download: event.downloadRequest !== null,
        cancelable: event.cancelable,
        handledByPage: event.defaultPrevented || taken.has(event),
        unasked: !event.userInitiated && sourceOf(event) === null,
      },
      body: event.formData && {
        data: event.formData,
        encoding: form
          ? encodingOf(form.form, form.submitter)
          : encodingOfSubmit(event, event.formData),
      },
      prevent: () => event.preventDefault(),
    });
  };

  const onEntry = ({ navigationType }: NavigationCurrentEntryChangeEvent): void => {
    // Only such a router adds entries to the frame's own history, and so has some to go back to.
    if (routed || navigationType === "traverse") onRouted?.();
    routed = false;
  };

  view.addEventListener("submit", onSubmit, true);
  navigation.addEventListener("currententrychange", onEntry);
  add("navigate", last as EventListener);
  return () => {
    view.removeEventListener("submit", onSubmit, true);
    navigation.removeEventListener("navigate", last);
    navigation.removeEventListener("currententrychange", onEntry);
    if (intercept) Object.defineProperty(prototype, "intercept", intercept);
    Reflect.deleteProperty(navigation, "addEventListener");
  };
}
