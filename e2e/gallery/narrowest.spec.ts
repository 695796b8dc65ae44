/** The hardest view of every state; the others follow in `views.spec.ts`. */
import { expect } from "@playwright/test";
import { look, SIDES, type Side } from "./gallery.ts";
import { faultsOf } from "./inspect.ts";
import { HARDEST } from "./views.ts";

for (const side of Object.keys(SIDES) as Side[]) {
  look(
    `${side} · ${HARDEST.name}: nothing cut, covered, too small or unreadable`,
    async ({ open }) => {
      expect(await faultsOf(await open(side, HARDEST), HARDEST)).toEqual([]);
    },
  );
}
