import * as fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import * as call from "../call.ts";
import * as errors from "../errors.ts";
import * as events from "../events.ts";
import * as peerMessages from "../peer-messages.ts";
import * as rest from "../rest.ts";
import * as signals from "../signals.ts";

/** What is read of a schema of zod (its own, documented introspection). */
interface Definition {
  readonly type: string;
  readonly shape?: Record<string, Zod>;
  readonly options?: readonly Zod[];
  readonly element?: Zod;
  readonly innerType?: Zod;
  readonly values?: readonly unknown[];
  readonly entries?: Record<string, string>;
}
interface Zod {
  readonly _zod: { readonly def: Definition };
  safeParse(value: unknown): { success: boolean; data?: unknown };
}

/** Values that mostly fit a schema. */
function fitting({ _zod: { def } }: Zod): fc.Arbitrary<unknown> {
  switch (def.type) {
    case "object": {
      const fields = Object.entries(def.shape ?? {}).map(
        ([key, schema]) => [key, fitting(schema)] as const,
      );
      const optionalKeys = Object.entries(def.shape ?? {}).filter(
        ([, schema]) => schema._zod.def.type === "optional",
      );
      const requiredKeys = Object.keys(def.shape ?? {}).filter(
        (key) => !optionalKeys.some(([name]) => name === key),
      );
      return fc.record(Object.fromEntries(fields), { requiredKeys });
    }
    case "union":
      return fc.oneof(...(def.options ?? []).map(fitting));
    case "array":
      return fc.array(fitting(def.element as Zod), { maxLength: 3 });
    case "nullable":
      return fc.option(fitting(def.innerType as Zod));
    case "optional":
      return fc.option(fitting(def.innerType as Zod), { nil: undefined, freq: 20 });
    case "literal":
      return fc.constantFrom(...(def.values ?? []));
    case "enum":
      return fc.constantFrom(...Object.values(def.entries ?? {}));
    case "string":
      return fc.oneof(
        fc.stringMatching(/^[A-Za-z0-9_-]{8,20}$/),
        fc.constantFrom("", "#f4b000", "visitor", "🚲".repeat(80), "🚲".repeat(81)),
      );
    case "number":
      return fc.oneof(fc.nat(), fc.constantFrom(-1, 0.5, Number.NaN, 2 ** 60, Infinity));
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      throw new Error(`This test does not know ${def.type}: teach it`);
  }
}

/** The same value with one place, anywhere in it, replaced, removed or added to. */
function damaged(value: unknown, path: readonly number[], junk: unknown): unknown {
  const [step, ...further] = path;
  if (step === undefined || typeof value !== "object" || value === null) return junk;
  const keys = Object.keys(value);
  const key = keys[step % (keys.length + 1)] ?? "surprise";
  const copy: Record<string, unknown> = Array.isArray(value) ? ([...value] as never) : { ...value };
  if (junk === undefined && further.length === 0) delete copy[key];
  else copy[key] = damaged(copy[key], further, junk);
  return copy;
}

const modules = { call, errors, events, peerMessages, rest, signals };
const schemas = Object.entries(modules).flatMap(([file, module]) =>
  Object.entries(module)
    .filter(([, value]) => typeof value === "object" && "safeParse" in value)
    .map(([name, schema]) => [file, name, schema as unknown as Zod] as const),
);

vi.doMock("zod/mini", () => import("./zod-mini.ts"));
vi.resetModules();
const inPage = {
  call: await import("../call.ts"),
  errors: await import("../errors.ts"),
  events: await import("../events.ts"),
  peerMessages: await import("../peer-messages.ts"),
  rest: await import("../rest.ts"),
  signals: await import("../signals.ts"),
} as unknown as Record<string, Record<string, Zod>>;

/** Without the errors, which only zod spells out. */
const answer = ({ success, data }: { success: boolean; data?: unknown }): unknown => ({
  success,
  data,
});

describe("the schemas in the page", () => {
  it("are others than zod's", () => {
    expect(schemas.length).toBeGreaterThan(20);
    expect(inPage["call"]?.["CallView"]).not.toHaveProperty("_zod");
  });

  it.each(schemas)("%s: %s answers as zod does", (file, name, zod) => {
    const own = inPage[file]?.[name] as Zod;
    const junk = fc.oneof(fc.constant(undefined), fc.jsonValue({ maxDepth: 2 }));
    fc.assert(
      fc.property(
        fitting(zod),
        fc.array(fc.nat(40), { maxLength: 4 }),
        junk,
        (value, path, bad) => {
          for (const input of [value, damaged(value, path, bad)]) {
            const expected = zod.safeParse(input);
            const found = own.safeParse(input);
            expect(answer(found)).toStrictEqual(answer(expected));
          }
        },
      ),
    );
  });

  it.each(schemas)("%s: %s refuses what is no object of its own", (file, name, zod) => {
    const own = inPage[file]?.[name] as Zod;
    for (const input of [undefined, null, [], "", 0, true, new Date(0), Object.create(null)]) {
      expect(own.safeParse(input).success).toBe(zod.safeParse(input).success);
    }
  });
});
