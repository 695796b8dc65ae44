/** Where the engine remembers, for this tab, the call that a page load interrupts. */
export const SEAT_KEY = "knockknock:seat:visitor";
