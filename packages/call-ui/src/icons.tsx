/** 24 × 24, drawn with the text colour. Decorative: the button that holds one carries the name. */
const PATHS = {
  mic: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5 11a7 7 0 0 0 14 0M12 18v3",
  micOff:
    "M9 9v2a3 3 0 0 0 5 2M15 10V6a3 3 0 0 0-5.8-1M5 11a7 7 0 0 0 11 5.7M19 11a7 7 0 0 1-.4 2.3M12 18v3M3 3l18 18",
  camera:
    "M6 6h6a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3V9a3 3 0 0 1 3-3zM15 11l6-3.5v9L15 13",
  cameraOff:
    "M9 6h3a3 3 0 0 1 3 3v2l6-3.5v9L17 14M15 15a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3V9a3 3 0 0 1 2-2.8M3 3l18 18",
  share:
    "M5.5 4h13A2.5 2.5 0 0 1 21 6.5v8a2.5 2.5 0 0 1-2.5 2.5h-13A2.5 2.5 0 0 1 3 14.5v-8A2.5 2.5 0 0 1 5.5 4zM12 14V8m-3 3 3-3 3 3M8 21h8",
  flip: "M4 8a9 9 0 0 1 15-2l2 2M20 16a9 9 0 0 1-15 2l-2-2M21 4v4h-4M3 20v-4h4",
  chat: "M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-5 4v-4.2A2.5 2.5 0 0 1 4 13.5z",
  settings:
    "M4 7h10M18 7h2M4 17h2M10 17h10M14 7a2 2 0 1 0 4 0 2 2 0 1 0-4 0M6 17a2 2 0 1 0 4 0 2 2 0 1 0-4 0",
  end: "M3 14c5-5 13-5 18 0l-2.5 2.6-3.6-1.7v-2.6a12 12 0 0 0-5.8 0v2.6l-3.6 1.7z",
  minimize: "M14 10h6M14 10V4M10 14H4M10 14v6",
  expand: "M14 4h6v6M10 20H4v-6",
  popOut:
    "M13 4h7v7M20 4l-8 8M18 14v3.5a2.5 2.5 0 0 1-2.5 2.5h-9A2.5 2.5 0 0 1 4 17.5v-9A2.5 2.5 0 0 1 6.5 6H10",
  close: "M6 6l12 12M18 6 6 18",
  hold: "M9 6v12M15 6v12",
  play: "M8 5.5v13l10.5-6.5z",
  sound: "M4 10v4h3.5L12 18V6L7.5 10zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11",
} as const;

/** One of these, or the path of one that comes with code of its own (`later-icons.ts`). */
export type IconName = keyof typeof PATHS | `${"M" | "m"}${string}`;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="kk-icon" data-icon={name} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name as keyof typeof PATHS] ?? name} />
    </svg>
  );
}
