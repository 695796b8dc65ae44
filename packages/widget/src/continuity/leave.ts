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
  const inputs = [...body.data].map(([name, value]) => {
    const input = document.createElement("input");
    input.name = name;
    // Unlike a text field a hidden one keeps the line breaks.
    input.type = "hidden";
    if (typeof value === "string") input.value = value;
    else {
      const files = new DataTransfer();
      files.items.add(value);
      input.type = "file";
      input.files = files.files;
    }
    return input;
  });
  form.append(...inputs);
  document.documentElement.append(form);
  // A field may be called "submit" or "remove", and hides the form's own method.
  HTMLFormElement.prototype.submit.call(form);
  document.documentElement.removeChild(form);
}

/** Rejects when the file did not come to its end. */
export async function save(document: Document, { blob, name }: Download): Promise<void> {
  const href = URL.createObjectURL(await blob);
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  document.documentElement.append(link);
  link.click();
  link.remove();
  // The browser reads the blob after this task.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
