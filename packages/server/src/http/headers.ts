import type { FastifyInstance, FastifyReply } from "fastify";

const YEAR_S = 31_536_000;

/** Headers that every answer carries. */
export function registerHeaders(app: FastifyInstance, https: boolean): void {
  app.addHook("onRequest", async (_request, reply) => {
    reply.header("x-content-type-options", "nosniff");
    // `no-referrer` would turn the `Origin` of beacons and forms into `null` (Fetch §3.2).
    reply.header("referrer-policy", "same-origin");
    if (https) reply.header("strict-transport-security", `max-age=${YEAR_S}`);
  });
}

const CONSOLE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  // The one name a service worker's registration may need; everything else has no sink.
  "trusted-types knockknock",
].join("; ");

const CONSOLE_PERMISSIONS = [
  "camera=(self)",
  "microphone=(self)",
  "display-capture=(self)",
  "geolocation=()",
  "payment=()",
  "usb=()",
].join(", ");

export function setConsoleHeaders(reply: FastifyReply): void {
  reply.header("content-security-policy", CONSOLE_POLICY);
  reply.header("permissions-policy", CONSOLE_PERMISSIONS);
  reply.header("cross-origin-opener-policy", "same-origin");
  reply.header("cross-origin-resource-policy", "same-origin");
  reply.header("x-frame-options", "DENY");
}

const CALL_PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob: data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** No opener policy: the website's page and this window speak to each other. */
export function setCallPageHeaders(reply: FastifyReply): void {
  reply.header("content-security-policy", CALL_PAGE_POLICY);
  reply.header("permissions-policy", CONSOLE_PERMISSIONS);
  reply.header("x-frame-options", "DENY");
}

/** The widget's files are loaded by pages of other origins, some of them under COEP. */
export function setWidgetHeaders(reply: FastifyReply): void {
  reply.header("access-control-allow-origin", "*");
  reply.header("cross-origin-resource-policy", "cross-origin");
}
