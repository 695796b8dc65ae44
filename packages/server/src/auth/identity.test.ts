import { SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { verifyIdentity } from "./identity.ts";

const KEY = "an identity secret of at least 32 characters";
const OLD_KEY = "the identity secret that is being rotated out";
const NOW = 1_800_000_000_000;
const site = { key: "demo", identityKeys: [KEY, OLD_KEY] };

interface Shape {
  key?: string;
  audience?: string;
  lifetimeS?: number;
  alg?: string;
  claims?: object;
}

const sign = ({ key = KEY, audience = "demo", lifetimeS = 120, alg = "HS256", claims }: Shape) =>
  new SignJWT({ name: "Kim", email: "kim@example.com", jti: "token-1", ...claims })
    .setProtectedHeader({ alg })
    .setSubject("customer-7")
    .setAudience(audience)
    .setExpirationTime(NOW / 1000 + lifetimeS)
    .sign(new TextEncoder().encode(key));

describe("a signed identity", () => {
  test.each([
    ["with the newest key", {}],
    ["with the key that is rotated out", { key: OLD_KEY }],
  ])("%s is believed", async (_name, shape: Shape) => {
    expect(await verifyIdentity(await sign(shape), site, NOW)).toEqual({
      ok: true,
      identity: {
        subject: "customer-7",
        name: "Kim",
        email: "kim@example.com",
        jti: "token-1",
        expiresAt: NOW + 120_000,
      },
    });
  });

  test.each<[string, Shape, RegExp]>([
    ["signed by a stranger", { key: "somebody else's secret, long enough too" }, /signature/],
    ["for another site", { audience: "other" }, /`aud`/],
    ["that has expired", { lifetimeS: -60 }, /expired/],
    ["that lives for an hour", { lifetimeS: 3600 }, /300 seconds/],
    ["with another algorithm", { alg: "HS512" }, /HS256/],
    ["without a jti", { claims: { jti: undefined } }, /`jti`/],
  ])("%s is refused", async (_name, shape, why) => {
    const result = await verifyIdentity(await sign(shape), site, NOW);
    expect(result).toMatchObject({ ok: false, error: { code: "unauthorized" } });
    expect(JSON.stringify(result)).toMatch(why);
  });

  test("without any signature is refused", async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = { aud: "demo", jti: "x", exp: NOW / 1000 + 60 };
    const token = `${part({ alg: "none" })}.${part(claims)}.`;
    expect(await verifyIdentity(token, site, NOW)).toMatchObject({ ok: false });
  });

  test("is refused by a site that has no key", async () => {
    const result = await verifyIdentity(await sign({}), { key: "demo", identityKeys: [] }, NOW);
    expect(result).toMatchObject({ ok: false, error: { code: "unauthorized" } });
  });
});
