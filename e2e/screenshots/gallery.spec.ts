/** Pictures of the visitor's call on a phone, from the gallery; `npm run pictures` keeps them. */
import { look } from "../gallery/gallery.ts";
import { type View, VIEWS } from "../gallery/views.ts";
import { pictureFile } from "./file.ts";

const PHONE = VIEWS.find(({ name }) => name === "390 × 844");
if (!PHONE) throw new Error("views.ts has no view of 390 × 844 to take pictures in.");

const STRIPS: readonly {
  readonly name: string;
  readonly view: View;
  readonly states: readonly string[];
}[] = [
  {
    name: "phone",
    view: PHONE,
    states: ["ringing", "face-phone", "watching-phone", "listener-denied"],
  },
  {
    name: "phone-dark",
    view: { ...PHONE, accent: "#2f6fed", options: { ...PHONE.options, colorScheme: "dark" } },
    states: ["settings", "chat", "bubble", "ended-rated"],
  },
  {
    name: "phone-right-to-left",
    view: { ...PHONE, language: "ar" },
    states: ["nobody-writing", "face-phone", "chat", "ended-rated"],
  },
];

for (const { name, view, states } of STRIPS) {
  look(`the visitor's call in pictures: ${name}`, async ({ open, browser }) => {
    const { page, show } = await open("visitor", view);
    const pictures: string[] = [];
    for (const state of states) {
      await show(state);
      pictures.push((await page.screenshot()).toString("base64"));
    }
    const strip = await browser.newPage({ viewport: { width: 1080, height: 600 } });
    await strip.setContent(`
      <body style="margin:0;padding:20px;display:flex;gap:20px;background:#efece5">
        ${pictures.map((data) => `<img style="width:245px;border-radius:16px" src="data:image/png;base64,${data}">`).join("")}
      </body>`);
    await strip.screenshot({ path: pictureFile(`${name}.jpg`), type: "jpeg", quality: 82 });
    await strip.close();
  });
}
