import firstFrame from "./styles/first-frame.css?inline";

/**
 * Everything that the parts need, for a shadow root or a document. All of it is under the class
 * `kk`. The owner's colour: set `--kk-accent` and `--kk-on-accent` (see `onAccent`) on any ancestor.
 */
export const callStyles: string = firstFrame;
