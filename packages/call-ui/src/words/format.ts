/** What a language's catalogue says with numbers in it; the rules are the browser's own (Intl). */
export interface Formats {
  /** As people say it: seconds below a minute, then whole minutes, then hours and minutes. */
  readonly spoken: (milliseconds: number) => string;
  /** The form that the language uses for `count`; `#` in it stands for the number. */
  readonly plural: (count: number, forms: PluralForms) => string;
  readonly percent: (ratio: number) => string;
}

/** Every form that the language has besides `other`; CLDR says which (`Intl.PluralRules`). */
export type PluralForms = Readonly<
  { other: string } & Partial<Record<Exclude<Intl.LDMLPluralRule, "other">, string>>
>;

/** `language` as in BCP 47; a numbering system may be asked for (`ar-u-nu-latn`). */
export function formats(language: string): Formats {
  const rules = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);
  const percents = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  // Exactly what `Intl.DurationFormat` is defined to do, which half of the browsers lack.
  const list = new Intl.ListFormat(language, { type: "unit" });
  const measure = (value: number, unit: "second" | "minute" | "hour"): string =>
    new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(value);
  return {
    spoken: (milliseconds) => {
      const seconds = Math.floor(milliseconds / 1000);
      if (seconds < 60) return measure(seconds, "second");
      const minutes = Math.floor(seconds / 60);
      if (minutes < 60) return measure(minutes, "minute");
      const hours = measure(Math.floor(minutes / 60), "hour");
      return minutes % 60 === 0 ? hours : list.format([hours, measure(minutes % 60, "minute")]);
    },
    plural: (count, forms) =>
      (forms[rules.select(count)] ?? forms.other).replace("#", number.format(count)),
    percent: (ratio) => percents.format(ratio),
  };
}
