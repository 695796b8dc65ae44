import { connection } from "./connection-en.ts";
import { site } from "./site-en.ts";
import { team } from "./team-en.ts";

/** English. The other catalogues have this shape: a missing sentence does not compile. */
export const en = {
  language: "en",
  direction: "ltr" as "ltr" | "rtl",

  product: "Knock Knock",
  loading: "One moment…",
  close: "Close",
  tryAgain: "Try again",
  copy: "Copy",
  copied: "Copied",
  back: "Back",

  rail: {
    label: "Console",
    desk: "Desk",
    history: "History",
    messages: "Messages",
    team: "Team",
    site: "Site",
    unread: (count: number) => (count === 1 ? "1 new message" : `${String(count)} new messages`),
    signOut: "Sign out",
    signedInAs: (name: string) => `Signed in as ${name}`,
  },

  signIn: {
    title: "Welcome back",
    lead: "Sign in to answer your visitors.",
    email: "Email",
    password: "Password",
    submit: "Sign in",
    working: "Signing in…",
    wrong: "That email and password do not belong together. Check both and try again.",
    ended: "Your session has ended. Please sign in again.",
  },

  join: {
    setupTitle: "Set up Knock Knock",
    setupLead: "You are the first one here. Make the owner's account, and the desk is yours.",
    joinTitle: "Join the team",
    joinLead: "You have been invited to answer visitors. Tell us who you are.",
    name: "Your name",
    nameHint: "Visitors see this name.",
    passwordHint: "At least 10 characters.",
    submit: "Create account",
    working: "Creating account…",
    noToken: "This link is incomplete. Open the whole link that you were given.",
    tokenEnded:
      "This link has been used or has run out. Ask for a new one, or sign in if you already have an account.",
    endedTitle: "This link has done its work",
    setupEnded:
      "Knock Knock has an owner already, or the link has run out. Sign in with your account.",
    emailTaken: "There is already an account with this email. Sign in instead.",
    nameMissing: "Enter your name.",
    emailWrong: "Enter an email address, like name@example.com.",
    passwordShort: "Choose a password of at least 10 characters.",
    toSignIn: "Sign in instead",
  },

  errors: {
    unreachable: "The server cannot be reached. Check the connection and try again.",
    badAnswer: "The server gave an answer that this page does not understand. Reload the page.",
    rateLimited: (seconds: number | null) =>
      seconds === null
        ? "Too many attempts. Wait a little and try again."
        : `Too many attempts. Try again in ${String(seconds)} seconds.`,
    notAllowed: "Your role does not allow this. Ask an owner or admin.",
    unknown: "That did not work. Try again in a moment.",
  },

  desk: {
    title: "Desk",
    available: "Available",
    availableOn: "Knocks ring here.",
    availableOff: "Nobody can reach you.",
    readyWhileRinging: "Camera ready while it rings (its light is on)",
    availableFailed: "Your availability could not be changed. Try again.",
    now: "Now",
    waiting: "Waiting",
    nobodyWaiting: "Nobody is waiting.",
    onTheCall: (clock: string) => `on the call ${clock}`,
    calling: "being called",
    waitingFor: (clock: string) => `waiting ${clock}`,
    idleTitle: "All quiet",
    idleOn:
      "You are available. When a visitor knocks, it rings here, also with this tab in the background.",
    idleOff: "Switch Available on, and visitors can knock on your door.",
    awayTitle: "The door is closed",
    knockingTitle: "Somebody is knocking",
    knockingLead: "Accept, and you see each other.",
    minimizedTitle: "You are on a call",
    minimizedLead: "The call goes on in its bubble.",
    nextStep: "Next: put the button on your website",
    toSite: "Allowed origins, colours and more are under Site",
    offline: "The connection to the server is lost. Trying again; a running call goes on.",
    connecting: "Connecting…",
    elsewhere: "Your call is in another tab.",
    switchHere: "Switch here",
  },

  alerts: {
    soundBlocked: "Your browser keeps this page silent until you click in it.",
    soundOn: "Turn sound on",
    notifyQuestion: "Want a notification when somebody knocks while you are in another window?",
    notifyYes: "Allow notifications",
    notifyNo: "Not now",
    notifyDenied:
      "Notifications are blocked for this page. The ringtone and the tab's title still tell you.",
  },

  ring: {
    title: "Incoming video call",
    accept: "Accept",
    answering: "Answering…",
    decline: "Decline",
    newVisitor: "New visitor",
    returningVisitor: "Returning visitor",
    verified: "Identity confirmed by the site",
    unverified: {
      name: "Name not confirmed",
      email: "Email not confirmed",
      both: "Name and email not confirmed",
    },
    alsoRinging: (count: number) =>
      count === 1 ? "One more is ringing" : `${String(count)} more are ringing`,
    showFirst: (name: string) => `Show ${name}`,
    page: "On the page",
    notOnSite: "Not on an address of the site",
    referrer: "Came from",
    directly: "Directly",
    device: "Device",
    language: "Language",
    waiting: "Waiting",
    before: "Before",
    firstCall: "First call",
    unknownBefore: "Not known",
    earlier: (count: number, last: string | null) => {
      const calls = count === 1 ? "1 call" : `${String(count)} calls`;
      return last === null ? calls : `${calls}, last on ${last}`;
    },
    permission: "Camera and microphone",
    site: "Site",
    announce: (name: string, page: string) =>
      page === "" ? `Incoming video call: ${name}` : `Incoming video call: ${name}, on ${page}`,
    badge: (count: number) => `(${String(count)}) Incoming call`,
  },

  ringEnded: {
    answeredBy: (name: string, by: string) => `${name}: answered by ${by}`,
    answered: (name: string) => `${name}: answered by a colleague`,
    cancelled: (name: string) => `${name} stopped knocking`,
    timeout: (name: string) => `${name} was not answered in time`,
    elsewhere: (name: string) => `${name}: you answered in another window`,
    failed: (name: string) => `${name} could not be answered. The call may be over.`,
    declineFailed: (name: string) => `Declining ${name} did not reach the server.`,
  },

  permission: {
    asked: "The browser is asking them now",
    ready: "Both allowed",
    microphoneOnly: "Microphone only, no camera",
    cameraOnly: "Camera only, no microphone",
    listener: "Listener: sees and hears, sends neither",
    unknown: "Not asked yet",
    camera: "camera",
    microphone: "microphone",
    why: {
      unasked: "not asked for",
      prompting: "being asked",
      granted: "allowed",
      denied: "blocked in the browser",
      dismissed: "question closed without an answer",
      blocked_by_system: "blocked by the operating system",
      blocked_by_policy: "switched off by the website",
      no_device: "none found",
      busy: "in use elsewhere",
      unsupported: "not supported by the browser",
    },
  },

  call: {
    visitor: "Visitor",
    tabs: "Beside the call",
    changingPage: "Visitor is changing page…",
    connection: "Connection",
    quality: { good: "good", fair: "fair", poor: "weak", unknown: "measuring…" },
    qualityBoth: (mine: string, theirs: string) => `you ${mine}, visitor ${theirs}`,
    direct: "Direct",
    relayed: "Relayed",
    milliseconds: (value: number) => `${String(value)} ms`,
    email: "Email",
    noTitle: "Untitled page",
    endedTitle: "Call ended",
    talked: (name: string, clock: string) => `You talked with ${name} for ${clock}.`,
    neverConnected: (name: string) => `You and ${name} were never connected.`,
    unseenContext: "The visitor's details are not known to this page.",
  },

  notes: {
    title: "Notes",
    hint: "Only your team sees these. They save themselves.",
    unsaved: "Not saved yet…",
    saving: "Saving…",
    saved: "Saved",
    waiting: "Kept on this device; saved as soon as the server answers.",
  },

  history: {
    title: "History",
    search: "Search calls",
    outcome: "Outcome",
    all: "All",
    answered: "Answered",
    missed: "Missed",
    results: (count: number) => (count === 1 ? "1 call" : `${String(count)} calls`),
    empty: "No calls yet. When a visitor knocks, the call is kept here.",
    noMatch: "No call matches. Try other words or another outcome.",
    more: "Show earlier calls",
    pick: "Choose a call to see its details.",
    notFound: "This call is not among the ones loaded here.",
    answeredBy: "Answered by",
    nobody: "Nobody",
    when: "When",
    waited: "Waited",
    talked: "Talked",
    ending: "How it ended",
    rating: "Rating",
    stars: (count: number) => `${String(count)} of 5`,
    comment: "Comment",
    live: "Going on now",
    chat: "Chat",
    agent: "Agent",
    today: "Today",
    yesterday: "Yesterday",
  },

  connection,

  ending: {
    hangup: { visitor: "The visitor hung up", agent: "The agent hung up", system: "Hung up" },
    cancelled: "The visitor stopped knocking",
    abandoned: "The visitor left the site while waiting",
    declined: "Declined",
    no_answer: "Nobody answered in time",
    no_agents: "Nobody was available",
    connect_failed: "The connection could not be made",
    connection_lost: "The connection was lost",
    replaced: "Taken over by a newer call",
    server_shutdown: "The server was stopped",
    internal_error: "A fault on the server ended it",
  },

  messages: {
    title: "Messages",
    isNew: "New",
    more: "Show earlier messages",
    empty: "No messages. When nobody can answer, visitors may leave one.",
    pick: "Choose a message to read it.",
    notFound: "This message is not here any more.",
    from: "From",
    reach: "How to reach them",
    written: "Written on",
    received: "Received",
    anonymous: "No name given",
    toCall: "Open the call",
  },

  callBack: {
    action: "Call back",
    onSite: "On the site now",
    left: "The visitor has just left, or a colleague is calling them.",
    busy: "You are in a call. End it first, then call back.",
    ending: {
      cancelled: "Called back, then cancelled",
      declined: "Called back, the visitor declined",
      no_answer: "Called back, the visitor did not answer",
      abandoned: "Called back, the visitor had left",
    },
  },

  team,
  site,
};

export type Words = typeof en;
