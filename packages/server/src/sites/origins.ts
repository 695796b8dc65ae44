const LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"];

/** The origin, and where its host is a loopback name, the same port under the other names. */
export function withLoopbackAliases(origin: string): string[] {
  const url = new URL(origin);
  if (!LOOPBACK_HOSTS.includes(url.hostname)) return [url.origin];
  return LOOPBACK_HOSTS.map((hostname) => {
    const alias = new URL(origin);
    alias.hostname = hostname;
    return alias.origin;
  });
}

/** The origin that a URL consists of, in its normal form; null when it is anything more or else. */
export function originOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isOrigin =
    /^https?:$/.test(url.protocol) &&
    url.pathname === "/" &&
    `${url.search}${url.hash}${url.username}${url.password}` === "";
  return isOrigin ? url.origin : null;
}
