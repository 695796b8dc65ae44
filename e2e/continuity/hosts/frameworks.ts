/** Sign-in flows with the headers and tokens that these frameworks send by default. */
import { openSite, type Exchange, type Site } from "./site.ts";

interface Habits {
  /** Names of the token's field and cookie, and of the session's cookie. */
  readonly field: string;
  readonly tokenCookie: string;
  readonly sessionCookie: string;
  readonly headers: (exchange: Exchange) => Record<string, string>;
  /** Fields of the sign-in form besides the token. */
  readonly user: string;
  readonly password: string;
  readonly signIn: string;
}

const DJANGO: Habits = {
  field: "csrfmiddlewaretoken",
  tokenCookie: "csrftoken",
  sessionCookie: "sessionid",
  user: "username",
  password: "password",
  signIn: "/accounts/login/",
  headers: () => ({
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    vary: "Cookie",
  }),
};

const SPRING: Habits = {
  field: "_csrf",
  tokenCookie: "XSRF-TOKEN",
  sessionCookie: "JSESSIONID",
  user: "username",
  password: "password",
  signIn: "/login",
  headers: () => ({
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "x-xss-protection": "0",
    "cache-control": "no-cache, no-store, max-age=0, must-revalidate",
    pragma: "no-cache",
    expires: "0",
  }),
};

const RAILS: Habits = {
  field: "authenticity_token",
  tokenCookie: "_csrf_token",
  sessionCookie: "_app_session",
  user: "email",
  password: "password",
  signIn: "/session/new",
  headers: ({ nonce }) => ({
    "x-frame-options": "SAMEORIGIN",
    "x-xss-protection": "0",
    "x-content-type-options": "nosniff",
    "x-permitted-cross-domain-policies": "none",
    "referrer-policy": "strict-origin-when-cross-origin",
    "content-security-policy": `default-src 'self'; script-src 'self' 'nonce-${nonce}'; style-src 'self' 'nonce-${nonce}'`,
  }),
};

/** Only the sign-in page and the dashboard refuse foreign frames. */
const WORDPRESS: Habits = {
  field: "_wpnonce",
  tokenCookie: "wordpress_test_cookie",
  sessionCookie: "wordpress_logged_in",
  user: "log",
  password: "pwd",
  signIn: "/wp-login.php",
  headers: ({ url }) =>
    url.pathname.startsWith("/wp-")
      ? {
          "x-frame-options": "SAMEORIGIN",
          "content-security-policy": "frame-ancestors 'self';",
          "referrer-policy": "strict-origin-when-cross-origin",
          "cache-control": "no-cache, must-revalidate, max-age=0, no-store, private",
        }
      : {},
};

/** Nobody's default, everybody's checklist: no inline code without a nonce, no frames at all. */
const STRICT: Habits = {
  ...DJANGO,
  signIn: "/sign-in",
  headers: ({ nonce }) => ({
    "x-frame-options": "DENY",
    "content-security-policy": [
      "default-src 'self'",
      `script-src 'nonce-${nonce}' 'strict-dynamic'`,
      `style-src 'nonce-${nonce}'`,
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join("; "),
  }),
};

export const FRAMEWORKS = {
  django: DJANGO,
  spring: SPRING,
  rails: RAILS,
  wordpress: WORDPRESS,
  strict: STRICT,
} as const;
export type Framework = keyof typeof FRAMEWORKS;

/** `/` → sign-in form → POST → redirect → account page, which greets once (a flash message). */
export async function openFramework(name: Framework, harness: string): Promise<Site> {
  const habits = FRAMEWORKS[name];
  const tokens = new Set<string>();
  const sessions = new Map<string, { flash: string | null }>();
  const inline = (exchange: Exchange): string =>
    `<script nonce="${exchange.nonce}">document.documentElement.dataset.ran = "yes";
      addEventListener("load", () => { document.documentElement.dataset.loaded = "yes"; });</script>
     <style nonce="${exchange.nonce}">h1 { color: rgb(1, 2, 3) }</style>
     <script>document.documentElement.dataset.injected = "yes"</script>`;

  return openSite({
    harness,
    headers: habits.headers,
    routes: {
      "/": (exchange) =>
        exchange.html("Shop", `<a href="${habits.signIn}">Sign in</a>`, { head: inline(exchange) }),
      [habits.signIn]: async (exchange) => {
        const token = exchange.cookies.get(habits.tokenCookie);
        if (exchange.method === "POST") {
          const form = await exchange.form();
          const sent = form.get(habits.field);
          const honest =
            token !== undefined &&
            sent === token &&
            tokens.has(token) &&
            new URL(exchange.request.headers.referer ?? "http://nobody").host ===
              exchange.request.headers.host;
          if (!honest) {
            exchange.html("Forbidden", "<p>CSRF verification failed.</p>", { status: 403 });
            return;
          }
          const session = `session${String(sessions.size + 1)}`;
          sessions.set(session, { flash: `Welcome, ${form.get(habits.user) ?? ""}` });
          exchange.response.setHeader(
            "set-cookie",
            `${habits.sessionCookie}=${session}; Path=/; HttpOnly; SameSite=Lax`,
          );
          exchange.redirect("/account?next=1", 302);
          return;
        }
        const fresh = `token${String(tokens.size + 1)}`;
        tokens.add(fresh);
        exchange.response.setHeader(
          "set-cookie",
          `${habits.tokenCookie}=${fresh}; Path=/; SameSite=Lax`,
        );
        exchange.html(
          "Sign in",
          `<form method="post"><input type="hidden" name="${habits.field}" value="${fresh}">
            <label>User <input name="${habits.user}"></label>
            <label>Password <input name="${habits.password}" type="password"></label>
            <button>Sign in</button></form>`,
          { head: inline(exchange) },
        );
      },
      "/account": (exchange) => {
        const session = sessions.get(exchange.cookies.get(habits.sessionCookie) ?? "");
        if (!session) {
          exchange.redirect(habits.signIn);
          return;
        }
        const { flash } = session;
        session.flash = null;
        exchange.html("Account", `<p id="flash">${flash ?? "no message"}</p><a href="/">Shop</a>`, {
          head: inline(exchange),
        });
      },
    },
  });
}
