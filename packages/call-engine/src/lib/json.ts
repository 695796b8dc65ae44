/**
 * `JSON.stringify` for plain data, deaf to a `toJSON` that the page gave to all arrays or objects
 * (Prototype.js did): it would turn every list into a text. Strings and numbers never ask for one
 * (ECMA-262, SerializeJSONProperty).
 */
export function toJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => toJson(item)).join(",")}]`;
  if (typeof value !== "object" || value === null) {
    // Undefined has no JSON; in a list it is null.
    return JSON.stringify(value ?? null);
  }
  const fields: string[] = [];
  for (const [key, field] of Object.entries(value)) {
    if (field !== undefined) fields.push(`${JSON.stringify(key)}:${toJson(field)}`);
  }
  return `{${fields.join(",")}}`;
}
