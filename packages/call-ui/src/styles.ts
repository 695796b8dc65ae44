import base from "./styles/base.css?inline";
import call from "./styles/call.css?inline";
import tiles from "./styles/tiles.css?inline";

/**
 * Everything that the parts need, for a shadow root or a document. All of it is under the class
 * `kk`. The owner's colour: set `--kk-accent` and `--kk-on-accent` (see `onAccent`) on any ancestor.
 */
export const callStyles: string = base + tiles + call;
