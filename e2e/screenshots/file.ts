import { join } from "node:path";

const FOLDER = process.env["KNOCK_TEST_PICTURES"] ?? "test-results/pictures";

/** Where a picture goes; `npm run pictures` chooses docs/images. */
export const pictureFile = (name: string): string =>
  join(import.meta.dirname, "../..", FOLDER, name);
