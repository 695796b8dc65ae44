import { signal, type ReadonlySignal } from "@preact/signals";

/** This machine's clock, in milliseconds, moving once a second. */
export const createTick = (): { now: ReadonlySignal<number>; stop: () => void } => {
  const now = signal(Date.now());
  const timer = setInterval(() => {
    now.value = Date.now();
  }, 1000);
  return {
    now,
    stop: () => {
      clearInterval(timer);
    },
  };
};

export interface DateWords {
  readonly language: string;
  readonly today: string;
  readonly yesterday: string;
}

const startOfDay = (time: number): number => new Date(time).setHours(0, 0, 0, 0);

/** "Today", "Yesterday", "Monday 3 November", with the year when it is another one. */
export const dayText = (time: number, now: number, words: DateWords): string => {
  const day = startOfDay(time);
  if (day === startOfDay(now)) return words.today;
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  if (day === startOfDay(yesterday.getTime())) return words.yesterday;
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(words.language, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(time);
};

export const shortDate = (time: number, language: string): string =>
  new Intl.DateTimeFormat(language, { day: "numeric", month: "short" }).format(time);

export const timeOfDay = (time: number, language: string): string =>
  new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" }).format(time);

export const fullDate = (time: number, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" }).format(time);
