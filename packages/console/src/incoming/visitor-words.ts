/** What the card says of a visitor, in words. */
import type { DevicePermission, PermissionState, VisitorCard } from "@knockknock/protocol";
import { shortDate } from "../time.ts";
import type { Words } from "../words/en.ts";

/** Without an identity nobody can tell whether somebody was here before. */
const isUnknown = (card: VisitorCard): boolean =>
  !card.verified && card.email === null && card.earlierCalls === 0;

export const visitorName = (card: VisitorCard, words: Words): string => {
  const name = card.name?.trim() ?? "";
  if (name !== "") return name;
  if (isUnknown(card)) return words.call.visitor;
  return card.earlierCalls > 0 ? words.ring.returningVisitor : words.ring.newVisitor;
};

/** What of the card only the page claims, with nobody who has signed it; null = nothing. */
export const claimText = (card: VisitorCard, words: Words): string | null => {
  if (card.verified) return null;
  const [name, email] = [card.name, card.email].map((claim) => (claim ?? "").trim() !== "");
  const { unverified } = words.ring;
  if (name) return email ? unverified.both : unverified.name;
  return email ? unverified.email : null;
};

/**
 * A page's address as people read it; else the text itself. Always with its host: a path alone looks
 * the same on a page that only pretends to be the site's.
 */
export const pageAddress = (url: string): string => {
  if (!URL.canParse(url)) return url;
  const { host, pathname, search } = new URL(url);
  const path = pathname + search;
  return path === "/" ? host : host + path;
};

/** The server looks only at addresses that it is told of; the visitor may send others directly. */
export const onSameOrigin = (url: string, checked: string | undefined): boolean =>
  URL.canParse(url) &&
  checked !== undefined &&
  URL.canParse(checked) &&
  new URL(url).origin === new URL(checked).origin;

export const pageTitle = (page: VisitorCard["page"], words: Words): string =>
  page.title.trim() || pageAddress(page.url) || words.call.noTitle;

/** What a notification of a knock says under the visitor's name. */
export const noticeText = (card: VisitorCard, words: Words): string =>
  [claimText(card, words), pageTitle(card.page, words), card.siteName]
    .filter((part) => part !== null)
    .join(" · ");

export const referrerText = (referrer: string, words: Words): string => {
  if (referrer === "") return words.ring.directly;
  return URL.canParse(referrer) ? new URL(referrer).host || referrer : referrer;
};

/** "German" for `de`; the tag itself when the browser does not know it. */
export const languageName = (tag: string, words: Words): string => {
  try {
    return new Intl.DisplayNames([words.language], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
};

export const earlierText = (card: VisitorCard, words: Words): string => {
  if (isUnknown(card)) return words.ring.unknownBefore;
  if (card.earlierCalls === 0) return words.ring.firstCall;
  const last = card.lastCallAt === null ? null : shortDate(card.lastCallAt, words.language);
  return words.ring.earlier(card.earlierCalls, last);
};

const undecided = (permission: DevicePermission): boolean => permission === "prompting";

export const permissionText = (permission: PermissionState, words: Words): string => {
  const { microphone, camera } = permission;
  if (undecided(microphone) || undecided(camera)) return words.permission.asked;
  if (microphone === "unasked" && camera === "unasked") return words.permission.unknown;
  const { camera: cameraWord, microphone: microphoneWord, why } = words.permission;
  if (microphone === "granted") {
    if (camera === "granted") return words.permission.ready;
    return `${words.permission.microphoneOnly} (${why[camera]})`;
  }
  if (camera === "granted") return `${words.permission.cameraOnly} (${why[microphone]})`;
  const reason =
    camera === microphone
      ? why[camera]
      : `${cameraWord}: ${why[camera]}; ${microphoneWord}: ${why[microphone]}`;
  return `${words.permission.listener} (${reason})`;
};
