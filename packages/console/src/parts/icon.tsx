import type { JSX } from "preact";

/** Drawn on a 24 × 24 grid with strokes of 1.8, as all of the product's icons. */
const shapes = {
  desk: "M3 9a3 3 0 0 1 3-3h6a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3zM15 11l6-3.5v9L15 13",
  history: "M4 12a8 8 0 1 0 2.6-5.9L4 8.400M4 4v4.400h4.400M12 8v4.500l3 1.8",
  messages:
    "M4 7.500A2.5 2.5 0 0 1 6.5 5h11A2.5 2.5 0 0 1 20 7.500v9a2.5 2.5 0 0 1-2.5 2.500h-11A2.5 2.5 0 0 1 4 16.500zM4.5 8l7.5 5.500L19.5 8",
  team: "M9 11.500a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19.500a6.5 6.5 0 0 1 13 0M16 4.800a3.5 3.5 0 0 1 0 6.400M18 14.200a6.5 6.5 0 0 1 3.5 5.3",
  site: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM4 12h16M12 4c2.3 2.200 3.500 4.900 3.500 8s-1.200 5.800-3.500 8M12 4c-2.300 2.200-3.500 4.900-3.500 8s1.200 5.800 3.500 8",
  signOut: "M14 4h3.500A2.5 2.5 0 0 1 20 6.500v11a2.5 2.5 0 0 1-2.5 2.500H14M4 12h11M11 8l4 4-4 4",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 20 20",
  back: "M19 12H5M11 6l-6 6 6 6",
  bell: "M6 16.500V11a6 6 0 0 1 12 0v5.500l1.5 1.500h-15zM10 20.500a2.2 2.2 0 0 0 4 0",
  sound:
    "M4 9.500v5h3.500L12 18.500v-13L7.5 9.500zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.500a7.8 7.8 0 0 1 0 11",
  accept:
    "M5 4.500h3l2 4.5-2.2 1.700a11 11 0 0 0 5.5 5.500L15 14l4.5 2v3a1.5 1.5 0 0 1-1.6 1.500A14.5 14.5 0 0 1 3.5 6.1 1.5 1.5 0 0 1 5 4.500z",
  decline: "M3 14c5-5 13-5 18 0l-2.5 2.6-3.6-1.700v-2.600a12 12 0 0 0-5.8 0v2.600l-3.6 1.700z",
  verified: "M12 3.500l7 2.500v5.500c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9V6zM9 12l2.2 2.200L15.2 10",
  missed: "M4 6l6.5 6.500L20 5M4 11V6h5M3.5 19c5-4 12-4 17 0",
  check: "M5 12.500l4.5 4.500L19 7.5",
} as const;

export type IconName = keyof typeof shapes;

/** Decoration only: the control around it carries the name. */
export const Icon = ({ name }: { name: IconName }): JSX.Element => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={shapes[name]} />
  </svg>
);
