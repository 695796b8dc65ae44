/** Every state of both sides in every other view. */
import { expect } from "@playwright/test";
import { look, SIDES, type Side } from "./gallery.ts";
import { faultsOf } from "./inspect.ts";
import { VIEWS } from "./views.ts";

for (const side of Object.keys(SIDES) as Side[]) {
  for (const view of VIEWS) {
    look(
      `${side} · ${view.name}: nothing cut, covered, too small or unreadable`,
      async ({ open }) => {
        expect(await faultsOf(await open(side, view), view)).toEqual([]);
      },
    );
  }
}
