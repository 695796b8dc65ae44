import fc from "fast-check";
import { expect, test } from "vitest";
import { anyText } from "../testing/any-text.ts";
import { fakeCard } from "../testing/fake-data.ts";
import { en } from "../words/en.ts";
import {
  claimText,
  earlierText,
  languageName,
  noticeText,
  onSameOrigin,
  pageAddress,
  pageTitle,
  permissionText,
  referrerText,
  visitorName,
} from "./visitor-words.ts";

test("a visitor without a name is new or returning where that is known", () => {
  expect(visitorName(fakeCard(), en)).toBe("Visitor");
  expect(visitorName(fakeCard({ name: "  " }), en)).toBe("Visitor");
  expect(visitorName(fakeCard({ verified: true }), en)).toBe("New visitor");
  expect(visitorName(fakeCard({ email: "kim@example.com" }), en)).toBe("New visitor");
  expect(visitorName(fakeCard({ earlierCalls: 2 }), en)).toBe("Returning visitor");
});

test("a name or an address that nobody signed is told as not confirmed, and nothing else is", () => {
  const [name, email] = ["Kim", "kim@example.com"];
  expect(claimText(fakeCard({ name }), en)).toBe("Name not confirmed");
  expect(claimText(fakeCard({ email }), en)).toBe("Email not confirmed");
  expect(claimText(fakeCard({ name: "  ", email }), en)).toBe("Email not confirmed");
  expect(claimText(fakeCard({ name, email }), en)).toBe("Name and email not confirmed");
  expect(claimText(fakeCard(), en)).toBeNull();
  expect(claimText(fakeCard({ name, email, verified: true }), en)).toBeNull();
});

test("a notification tells of a name that nobody signed, too", () => {
  const name = "Kim";
  const page = { url: "https://shop.example/", title: "Pricing", referrer: "" };
  expect(noticeText(fakeCard({ name, page }), en)).toBe("Name not confirmed · Pricing · Demo shop");
  expect(noticeText(fakeCard({ name, page, verified: true }), en)).toBe("Pricing · Demo shop");
});

test("pages show with their host, referrers as host", () => {
  expect(pageAddress("https://shop.example/pricing?plan=team")).toBe(
    "shop.example/pricing?plan=team",
  );
  expect(pageAddress("https://shop.example/")).toBe("shop.example");
  expect(referrerText("https://search.example/?q=desk", en)).toBe("search.example");
  expect(referrerText("", en)).toBe("Directly");
});

test("a page without a title or an address of the site has a name all the same", () => {
  expect(pageTitle({ url: "", title: " ", referrer: "" }, en)).toBe("Untitled page");
});

test("an address that came past the server is linked only on the origin that it checked", () => {
  const checked = "https://shop.example/pricing";
  expect(onSameOrigin("https://shop.example/cart", checked)).toBe(true);
  for (const url of ["https://shop.example.evil/cart", "http://shop.example/", "", "/cart"]) {
    expect(onSameOrigin(url, checked)).toBe(false);
  }
  expect(onSameOrigin("https://shop.example/cart", undefined)).toBe(false);
  expect(onSameOrigin("https://shop.example/cart", "")).toBe(false);
});

test("no text of a visitor makes a card fail", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      pageAddress(text);
      onSameOrigin(text, text);
      referrerText(text, en);
      expect(languageName(text, en)).toBeTypeOf("string");
    }),
  );
});

test("languages have names", () => {
  expect(languageName("de", en)).toBe("German");
});

test("earlier calls are counted in words", () => {
  expect(earlierText(fakeCard({ email: "kim@example.com" }), en)).toBe("First call");
  expect(earlierText(fakeCard({ name: "Kim" }), en)).toBe("Not known");
  expect(earlierText(fakeCard({ earlierCalls: 1 }), en)).toBe("1 call");
  const last = new Date(2026, 10, 3).getTime();
  expect(earlierText(fakeCard({ earlierCalls: 2, lastCallAt: last }), en)).toBe(
    "2 calls, last on Nov 3",
  );
});

test("the permission prompt's state is told as what the agent will see", () => {
  expect(permissionText({ microphone: "prompting", camera: "prompting" }, en)).toMatch(/asking/);
  expect(permissionText({ microphone: "granted", camera: "granted" }, en)).toBe("Both allowed");
  expect(permissionText({ microphone: "granted", camera: "denied" }, en)).toBe(
    "Microphone only, no camera (blocked in the browser)",
  );
  expect(permissionText({ microphone: "dismissed", camera: "granted" }, en)).toMatch(
    /^Camera only.*question closed/,
  );
  expect(permissionText({ microphone: "denied", camera: "denied" }, en)).toMatch(
    /^Listener.*\(blocked in the browser\)$/,
  );
  expect(permissionText({ microphone: "denied", camera: "no_device" }, en)).toMatch(
    /^Listener.*\(camera: none found; microphone: blocked in the browser\)$/,
  );
});
