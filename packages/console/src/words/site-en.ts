/** English: the owner's page about the site. */
export const site = {
  title: "Site",
  snippetTitle: "Put it on your website",
  snippetLead: "Copy this line into your pages, best into the template that all of them share.",
  snippet: "Line for your pages",
  settings: "Settings of the site",
  origins: "Websites that may use it",
  originsHint: (always: string) =>
    `One address a line. Calls from other websites are refused. Always allowed: ${always}`,
  name: "Name",
  nameHint: "Visitors see it during a call.",
  accent: "Colour",
  position: "Corner of the page",
  right: "Bottom right",
  left: "Bottom left",
  excluded: "Pages that always load in full",
  excludedHint:
    "One path a line, with all that begins like it. During a call other links are followed without interrupting it; here the call comes back once the page has loaded.",
  relayOnly: "Send every call through the relay",
  relayOnlyHint: "Visitors and agents then never learn each other's network address.",
  noRelay: "There is no relay yet that calls could go through. Set KNOCK_TURN_URLS on the server.",
  times: "Times, in seconds",
  timings: {
    ringMs: "Rings until somebody answers",
    queueMs: "Waits while nobody is free",
    connectMs: "Connects after somebody answered",
    absentMs: "Waits for a visitor whose page is gone",
  },
  save: "Save",
  saving: "Saving…",
  saved: "Saved. It counts from the next call on.",
  originWrong: (line: string) =>
    `“${line}” is not a website's address. Write it like https://www.example.com.`,
  pathWrong: (line: string) => `“${line}” is not a path. Let it begin with /.`,
};
