/** A website without a framework: every way to get from one page to another. */
import { oneToken } from "./one-token.ts";
import { openSite, type Exchange, type Site } from "./site.ts";

const LINKS = `
  <p><a href="/b">to b</a> <a href="/c">to c</a> <a href="/">to the start</a>
  <a href="/b" target="_top">to b at the top</a> <a href="#far">further down</a>
  <a href="/german">to the german page</a> <a href="/redirect">redirected</a>
  <a href="/elsewhere">redirected away</a> <a href="/missing">to nothing</a>
  <a href="/broken">to an error</a> <a href="/slow">to the slow page</a>
  <a href="/file">to a file</a> <a href="/file" download="notes.txt">to a download</a>
  <a href="/once">to a file for once</a> <a href="/members/file">to a file for members</a>
  <a href="/bust">to a page that busts frames</a> <a href="/router">to the router</a>
  <a href="/unsaved">to unsaved work</a> <a href="/dialog">to a dialog</a>
  <a href="/isolated">to an isolated page</a> <a href="/owner/secret">to an excluded page</a>
  <a href="/led">led to an excluded page</a>
  <a href="/picture">to a picture</a> <a href="/paper">to a paper</a>
  <a href="/nowhere">to a lost connection</a> <a href="/empty">to no content</a>
  <a href="/bust-late">to a page that busts frames late</a> <a href="/flaky">to a flaky page</a>
  <a href="/refusing">to a page that refuses</a> <a href="/long">to a long page</a>
  <a href="/navigating">to a navigating router</a>
  <a href="/hop">to a page that hops on</a> <a href="/token">to a token</a>
  <a href="/b" target="_blank">to b in a tab</a> <a href="mailto:a@example.com">write</a></p>
  <form action="/search"><input name="q" value="a b"><button>Search</button></form>
  <form action="/submit" method="post"><input name="word" value="täst"><button>Send</button></form>
  <form action="/upload" method="post" enctype="multipart/form-data">
    <input name="word" value="multi"><button>Upload</button></form>
  <form action="/attach" method="post" enctype="multipart/form-data">
    <input name="paper" type="file" aria-label="Paper"><button>Attach</button></form>
  <form action="/owner/attach" method="post" enctype="multipart/form-data">
    <input name="paper" type="file" aria-label="Paper for the owner">
    <textarea name="words">two\nlines</textarea>
    <input type="hidden" name="remove" value="no">
    <button name="submit">Hand in</button></form>
  <form action="/paying" method="post"><button>Pay</button></form>
  <form action="/paid" method="post"><button>Order</button></form>
  <form action="/redirecting" method="post"><button name="how" value="pressed">Redirect</button></form>`;

export interface PlainSite extends Site {
  /** Lets the slow page finish, now and from now on. */
  finishSlowPage(): void;
  holdSlowPage(): void;
  /** Lets the flaky page answer from now on. */
  recover(): void;
}

/** The same website under another name is another origin. */
const awayFrom = ({ request }: Exchange): string =>
  `http://127.0.0.1:${request.headers.host?.split(":")[1] ?? ""}`;

function sendsNotes({ response }: Exchange): void {
  response.writeHead(200, {
    "content-type": "text/plain",
    "content-disposition": 'attachment; filename="notes.txt"',
  });
  response.end("notes");
}

const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg"><title>Picture</title></svg>';
/** One empty page. */
const PAPER = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>endobj
trailer<</Root 1 0 R>>
%%EOF`;

/** Says what came with the form: the file's name, and its text. */
async function attached(exchange: Exchange): Promise<void> {
  const sent = await exchange.body();
  const paper = sent.get("paper");
  const words = sent.has("words") ? `, ${JSON.stringify(sent.get("words"))}` : "";
  const told = paper instanceof File ? `${paper.name}: ${await paper.text()}` : "nothing";
  exchange.html(`Attached ${told}${words}`, LINKS);
}

export async function openPlainSite(harness: string): Promise<PlainSite> {
  let finish: (() => void) | null = null;
  let finished = false;
  let down = true;
  let used = false;
  const site = await openSite({
    harness,
    routes: {
      "/": (exchange) => exchange.html("Start", LINKS),
      "/b": (exchange) => exchange.html("Page b", LINKS),
      "/c": (exchange) => exchange.html("Page c", LINKS),
      "/german": (exchange) =>
        exchange.html("Deutsche Seite", LINKS, {
          lang: "de",
          head: '<meta name="theme-color" content="#123456"><link rel="icon" href="/german.png">',
        }),
      "/german.png": ({ response }) => void response.writeHead(204).end(),
      "/redirect": (exchange) => exchange.redirect("/b?from=redirect"),
      "/elsewhere": (exchange) => exchange.redirect(`${awayFrom(exchange)}/b`),
      "/broken": (exchange) => exchange.html("It broke", LINKS, { status: 500 }),
      "/slow": async (exchange) => {
        if (exchange.method === "HEAD") exchange.response.end();
        else if (finished) exchange.html("Slow page", LINKS);
        else {
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
          exchange.html("Slow page", LINKS);
        }
      },
      "/file": sendsNotes,
      "/once": (exchange) => {
        if (exchange.method === "HEAD") return void exchange.response.writeHead(405).end();
        if (used) return exchange.html("Used up", LINKS, { status: 410 });
        used = true;
        sendsNotes(exchange);
      },
      "/members/file": (exchange) => {
        if (exchange.cookies.get("member") === "yes") sendsNotes(exchange);
        else exchange.redirect("/b");
      },
      "/bust": (exchange) =>
        exchange.html("Buster", `<p id="seen">seen</p>${LINKS}`, {
          head: `<style id="antiClickjack">body{display:none !important}</style>
            <script>if (self === top) document.getElementById("antiClickjack").remove();
            else top.location = self.location;</script>`,
        }),
      "/refusing": (exchange) => {
        exchange.response.setHeader("x-frame-options", "DENY");
        exchange.html("Refusing page", LINKS);
      },
      "/token": oneToken(),
      "/bust-late": (exchange) =>
        exchange.html(
          "Late buster",
          `<script>addEventListener("load", () => { if (top !== self) top.location.replace(location.href); })</script>${LINKS}`,
        ),
      "/flaky": (exchange) => {
        if (down) exchange.response.destroy();
        else exchange.html("Flaky", LINKS);
      },
      "/paying": async (exchange) => {
        await exchange.form();
        exchange.redirect(`${awayFrom(exchange)}/b`, 303);
      },
      "/router": (exchange) =>
        exchange.html(
          "Router",
          `<button id="one">one</button><button id="two">two</button><p id="route"></p>
           <script>
             const show = () => { route.textContent = location.pathname + " " + JSON.stringify(history.state); };
             one.onclick = () => { history.pushState({ n: 1 }, "", "/router/one"); document.title = "One"; show(); };
             two.onclick = () => { history.pushState({ n: 2 }, "", "/router/two"); show(); };
             addEventListener("popstate", show); show();
           </script>${LINKS}`,
        ),
      "/navigating": (exchange) =>
        exchange.html(
          "Navigating",
          `<p id="route"></p><a href="/navigating/one">one</a> <a href="/navigating/two">two</a>
           <script>
             const show = () => { document.title = route.textContent = location.pathname; };
             if ("navigation" in window) navigation.addEventListener("navigate", (event) => {
               if (event.destination.url.includes("/navigating"))
                 event.intercept({ handler: async () => show() });
             });
             show();
           </script>${LINKS}`,
        ),
      "/unsaved": (exchange) =>
        exchange.html(
          "Unsaved",
          `<script>addEventListener("beforeunload", (e) => { e.preventDefault(); e.returnValue = "x"; })</script>${LINKS}`,
        ),
      "/dialog": (exchange) =>
        exchange.html(
          "Dialog",
          `<dialog id="box">box <a href="/b">on</a></dialog><script>box.showModal()</script>`,
        ),
      "/isolated": (exchange) => {
        exchange.response.setHeader("cross-origin-opener-policy", "same-origin");
        exchange.response.setHeader("cross-origin-embedder-policy", "require-corp");
        exchange.html("Isolated", LINKS);
      },
      "/owner/secret": (exchange) => exchange.html("Secret", LINKS),
      "/led": (exchange) => exchange.redirect("/owner/secret"),
      "/paid": async (exchange) => {
        await exchange.form();
        exchange.redirect("/owner/secret?ordered", 303);
      },
      "/nowhere": ({ response }) => void response.destroy(),
      "/empty": ({ response }) => void response.writeHead(204).end(),
      "/drawn": (exchange) =>
        exchange.html(
          "Drawn",
          `<svg width="200" height="40"><a href="c"><text y="20">drawn</text></a></svg>
           <map name="m"><area shape="default" href="/b" alt="mapped"></map>`,
        ),
      "/long": (exchange) =>
        exchange.html(
          "Long page",
          `<div style="height:4000px">tall</div><p id="far">far</p>${LINKS}`,
        ),
      "/refreshing": (exchange) =>
        exchange.html("Refreshing", LINKS, {
          head: '<meta http-equiv="refresh" content="3; url=/german">',
        }),
      "/hop": (exchange) => exchange.html("Hop", "<script>location.href = '/c'</script>"),
      "/search": (exchange) =>
        exchange.html(`Found ${exchange.url.searchParams.get("q") ?? ""}`, LINKS),
      "/submit": async (exchange) => {
        const form = await exchange.form();
        exchange.html(`Sent ${form.get("word") ?? ""}`, LINKS);
      },
      "/upload": async (exchange) => {
        const kind = exchange.request.headers["content-type"]?.split(";")[0] ?? "";
        const form = await exchange.form();
        exchange.html(`Uploaded ${form.get("word") ?? ""} as ${kind}`, LINKS);
      },
      "/attach": attached,
      "/owner/attach": attached,
      "/picture": ({ response }) => {
        response.setHeader("content-type", "image/svg+xml");
        response.end(PICTURE);
      },
      "/paper": ({ response }) => {
        response.setHeader("content-type", "application/pdf");
        response.end(PAPER);
      },
      "/redirecting": async (exchange) => {
        const form = await exchange.form();
        exchange.redirect(`/b?how=${form.get("how") ?? ""}`, 303);
      },
    },
  });
  return {
    ...site,
    finishSlowPage() {
      finished = true;
      finish?.();
    },
    holdSlowPage() {
      finished = false;
    },
    recover() {
      down = false;
    },
  };
}
