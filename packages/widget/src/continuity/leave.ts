/** Going somewhere without the shell: an ordinary navigation, or a tab beside the call. */
import type { Download } from "./fetch-page.ts";
import type { FormBody } from "./navigation.ts";

export function goTo(
  view: Window & typeof globalThis,
  url: string,
  body: FormBody | null,
  target: "_top" | "_blank",
): void {
  if (body) submit(view.document, url, body, target);
  else if (target === "_blank") view.open(url, "_blank", "noopener");
  else view.location.assign(url);
}

function submit(document: Document, url: string, body: FormBody, target: string): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = url;
  form.enctype = body.encoding;
  form.target = target;
  form.hidden = true;
  for (const [name, value] of body.data) {
    const input = document.createElement("input");
    input.name = name;
    if (typeof value === "string") input.value = value;
    else {
      const files = new DataTransfer();
      files.items.add(value);
      input.type = "file";
      input.files = files.files;
    }
    form.append(input);
  }
  document.documentElement.append(form);
  form.submit();
  form.remove();
}

/** Rejects when the file did not come to its end. */
export async function save(document: Document, { blob, name }: Download): Promise<void> {
  const href = URL.createObjectURL(await blob);
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  link.hidden = true;
  document.documentElement.append(link);
  link.click();
  link.remove();
  // The browser reads the blob after this task.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
