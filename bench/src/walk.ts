/** The walk of a visitor through the demo website: every kind of navigation, one after the other. */
import { until, type Call } from "@knockknock/lab";

const ARRIVAL_MS = 15_000;

export interface Stop {
  readonly kind: string;
  /** Where it leads: path and query, or a fragment of the page on show. */
  readonly to: string;
  /** Runs in the document of the page on show. */
  readonly go: (shown: Document, to: string) => void;
}

const follow = (shown: Document, to: string): void => {
  shown.querySelector<HTMLAnchorElement>(`a[href="${to}"]`)?.click();
};

/** `top.history` speaks for carried pages; the last stops go back over pages of this same list. */
const TOUR: readonly Stop[] = [
  { kind: "link", to: "/bikes", go: follow },
  { kind: "link", to: "/bikes/harbour-8", go: follow },
  { kind: "fragment", to: "#specifications", go: follow },
  {
    kind: "script",
    to: "/search",
    go: (shown, to) => shown.defaultView?.location.assign(to),
  },
  {
    kind: "form GET",
    to: "/search?q=harbour",
    go: (shown) => {
      const field = shown.querySelector<HTMLInputElement>("#q");
      if (field) field.value = "harbour";
      field?.form?.requestSubmit();
    },
  },
  { kind: "refuses framing", to: "/workshop", go: follow },
  {
    kind: "form POST, redirect",
    to: "/workshop/booked?day=2030-01-02",
    go: (shown) => {
      const field = shown.querySelector<HTMLInputElement>("#day");
      if (field) field.value = "2030-01-02";
      field?.form?.requestSubmit();
    },
  },
  {
    kind: "top target",
    to: "/delivery",
    go: (shown, to) => shown.defaultView?.top?.location.assign(to),
  },
  { kind: "Back", to: "/workshop/booked?day=2030-01-02", go: () => history.back() },
  { kind: "Forward", to: "/delivery", go: () => history.forward() },
  { kind: "link", to: "/contact", go: follow },
  { kind: "Back, two steps", to: "/workshop/booked?day=2030-01-02", go: () => history.go(-2) },
  { kind: "link", to: "/about", go: follow },
  { kind: "link", to: "/", go: follow },
];

export const stopAt = (index: number): Stop => {
  const stop = TOUR[index % TOUR.length];
  if (!stop) throw new Error("The tour has no stops.");
  return stop;
};

/** Takes the visitor there, and waits until the page is on show and complete. */
export async function walkTo(visitor: Call["visitor"], { kind, to, go }: Stop): Promise<void> {
  const step = await visitor.evaluateHandle(`(${go.toString()})`);
  await visitor.evaluate(
    ([take, url]) => {
      const frame = document.querySelector<HTMLIFrameElement>(
        'iframe[data-knock-knock="page"]:not([inert])',
      );
      (take as Stop["go"])(frame?.contentDocument ?? document, url);
    },
    [step, to] as const,
  );
  await until(
    `${kind} to ${to} is carried`,
    () =>
      visitor.evaluate((url) => {
        const frame = document.querySelector<HTMLIFrameElement>(
          'iframe[data-knock-knock="page"]:not([inert])',
        );
        const shown = frame?.contentDocument;
        return (
          shown?.readyState === "complete" &&
          shown.location.href === new URL(url, shown.location.href).href &&
          shown.location.href === location.href
        );
      }, to),
    ARRIVAL_MS,
  );
}
