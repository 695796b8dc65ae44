/**
 * What a visitor's page runs in place of `zod/mini`: the same schemas, the same answers, 6 KB less
 * in brotli to the first frame. The widget's build puts this module in its place; server, console
 * and the type checker keep zod itself, and a test holds every schema of the protocol against it.
 * Only what those schemas use is here. Errors carry no details: a page drops what does not fit.
 */
const REFUSED = Symbol("refused");
type Read = (value: unknown) => unknown;
type Shape = Readonly<Record<string, Schema>>;

class Schema {
  readonly read: Read;
  readonly optional: boolean;
  readonly shape: Shape;

  constructor(read: Read, optional = false, shape: Shape = {}) {
    this.read = read;
    this.optional = optional;
    this.shape = shape;
  }

  check(...checks: ((value: never) => boolean)[]): Schema {
    return new Schema((value) => {
      const found = this.read(value);
      const fits = found !== REFUSED && checks.every((passes) => passes(found as never));
      return fits ? found : REFUSED;
    });
  }

  safeParse(value: unknown): { success: boolean; data?: unknown; error?: Error } {
    const data = this.read(value);
    return data === REFUSED
      ? { success: false, error: new Error("The message does not fit its schema") }
      : { success: true, data };
  }
}

const when = (fits: (value: unknown) => boolean): Schema =>
  new Schema((value) => (fits(value) ? value : REFUSED));
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const string = (): Schema => when((value) => typeof value === "string");
export const number = (): Schema => when(Number.isFinite);
export const int = (): Schema => when(Number.isSafeInteger);
export const boolean = (): Schema => when((value) => typeof value === "boolean");
const nothing = (): Schema => when((value) => value === null);
export { nothing as null };
export const literal = (only: unknown): Schema => when((value) => value === only);
const oneOf = (values: readonly string[]): Schema =>
  when((value) => values.includes(value as string));
export { oneOf as enum };

export const nullable = (inner: Schema): Schema =>
  new Schema((value) => (value === null ? null : inner.read(value)));
export const optional = (inner: Schema): Schema =>
  new Schema((value) => (value === undefined ? value : inner.read(value)), true);

export const array = (item: Schema): Schema =>
  new Schema((value) => {
    if (!Array.isArray(value)) return REFUSED;
    // Not `map`, which would leave holes unread.
    const items = Array.from(value, item.read);
    return items.includes(REFUSED) ? REFUSED : items;
  });

/** Keys that the shape does not name are left out. */
export const object = (shape: Shape): Schema =>
  new Schema(
    (value) => {
      if (!isObject(value)) return REFUSED;
      const found: Record<string, unknown> = {};
      for (const [key, schema] of Object.entries(shape)) {
        if (schema.optional && !(key in value)) continue;
        const field = schema.read(value[key]);
        if (field === REFUSED) return REFUSED;
        found[key] = field;
      }
      return found;
    },
    false,
    shape,
  );

export const union = (options: readonly Schema[]): Schema =>
  new Schema((value) => {
    for (const option of options) {
      const found = option.read(value);
      if (found !== REFUSED) return found;
    }
    return REFUSED;
  });

export const discriminatedUnion = (key: string, options: readonly Schema[]): Schema =>
  new Schema((value) => {
    if (!isObject(value)) return REFUSED;
    const option = options.find(({ shape }) => shape[key]?.read(value[key]) !== REFUSED);
    return option === undefined ? REFUSED : option.read(value);
  });

type Sized = string | readonly unknown[];
/** Characters are code points, not UTF-16 units. */
const sizeOf = (value: Sized): number => Array.from(value as ArrayLike<unknown>).length;
export const minLength = (least: number) => (value: Sized) => sizeOf(value) >= least;
export const maxLength = (most: number) => (value: Sized) =>
  value.length <= most || sizeOf(value) <= most;
export const minimum = (least: number) => (value: number) => value >= least;
export const maximum = (most: number) => (value: number) => value <= most;
export const regex = (pattern: RegExp) => (value: string) => pattern.test(value);

/** Nothing is compiled here, so there is nothing to configure. */
export const config = (): void => undefined;
