import type { EndReason } from "@knockknock/protocol";
import type { NoticeCode } from "@knockknock/call-engine";

/**
 * Every word that a call screen says. One catalogue per language; English travels with the app,
 * the others are loaded when the page asks for them. `name` is a person's name, already chosen.
 */
export interface Words {
  /** BCP 47. */
  readonly language: string;
  readonly direction: "ltr" | "rtl";

  readonly agent: string;
  readonly visitor: string;
  readonly you: string;

  readonly videoCall: string;
  readonly cancel: string;
  readonly mute: string;
  readonly unmute: string;
  readonly cameraOff: string;
  readonly cameraOn: string;
  readonly share: string;
  readonly stopSharing: string;
  readonly flip: string;
  readonly minimize: string;
  readonly expand: string;
  readonly settings: string;
  readonly chat: string;
  readonly resumeSharing: string;
  readonly tapToHear: string;
  readonly callAgain: string;
  readonly endCall: string;
  readonly send: string;
  readonly leaveMessage: string;
  readonly close: string;
  readonly dismiss: string;
  readonly hold: string;
  readonly resume: string;
  readonly accept: string;
  readonly decline: string;

  readonly callWith: (name: string) => string;
  readonly controls: string;

  readonly knocking: string;
  readonly askingPermission: string;
  readonly askingPermissionHint: string;
  readonly ringingHint: (name: string) => string;
  readonly position: (position: number) => string;
  readonly nobodyOnline: string;
  readonly nobodyOnlineHint: string;
  readonly connecting: string;
  /** Only read out. */
  readonly connected: string;
  readonly reconnecting: string;
  readonly reconnectingHint: string;
  readonly changingPage: (name: string) => string;
  readonly changingPageHint: string;
  readonly onHold: string;
  readonly onHoldHint: (name: string) => string;
  readonly callingYou: (name: string) => string;
  readonly calling: (name: string) => string;
  readonly callingHint: string;

  readonly isMuted: (name: string) => string;
  readonly hasNoMicrophone: (name: string) => string;
  readonly cameraIsOff: string;
  readonly theirPromptIsOpen: string;
  readonly ownView: string;
  readonly youAreMuted: string;
  readonly youAreSharing: string;
  readonly isSharing: (name: string) => string;
  readonly ownScreenStill: string;
  /** Where the browser does not tell whether it shows the page. */
  readonly ownScreenMayStill: string;

  readonly listener: string;
  readonly listenerExplains: (name: string) => string;
  readonly noCameraExplains: string;
  readonly noMicrophoneExplains: string;
  readonly showMeHow: string;
  readonly typeInstead: string;
  readonly tryAgain: string;

  readonly microphone: string;
  readonly speaker: string;
  readonly camera: string;
  readonly volume: string;
  readonly microphoneLevel: string;
  readonly testSound: string;
  readonly noneFound: string;
  readonly blockedInSettings: string;

  readonly message: string;
  readonly noMessages: string;
  readonly unread: (count: number) => string;
  readonly messageFrom: (name: string) => string;
  readonly sending: string;

  readonly quality: Readonly<Record<"good" | "fair" | "poor" | "unknown", string>>;
  readonly qualityReason: Readonly<Record<"network" | "cpu", string>>;
  readonly relayed: string;
  readonly direct: string;
  readonly delay: (milliseconds: number) => string;
  readonly loss: (ratio: number) => string;

  readonly notices: Readonly<Record<NoticeCode, (subject: string | null) => string>>;

  readonly ended: Readonly<Record<EndReason, string>>;
  /** How an agent's own call ended that nobody took. */
  readonly notTaken: Readonly<
    Record<"declined" | "no_answer" | "abandoned", (name: string) => string>
  >;
  readonly thanks: string;
  readonly talkedFor: (name: string, milliseconds: number) => string;
  readonly nobodyAnswered: string;
  readonly howWasIt: string;
  readonly stars: (count: number) => string;
  readonly comment: string;
  readonly sendRating: string;
  readonly ratingThanks: string;

  readonly yourName: string;
  readonly yourContact: string;
  readonly leaveMessageExplains: string;
  readonly messageSent: string;
  readonly messageNotSent: string;
  readonly optional: string;

  readonly elsewhere: string;
  readonly elsewhereHint: string;
  readonly switchHere: string;
  readonly switchFailed: string;
  readonly popOut: string;
  readonly keepOnTop: string;
  readonly inOwnWindow: string;
  readonly inOwnWindowHint: string;
  readonly bringBack: string;
  readonly windowBlocked: string;
  /** It opened, but the website keeps it apart from its pages. */
  readonly windowCut: string;
  readonly cannotCall: string;
  /** To the website's owner, too: nobody else can help. */
  readonly notSetUp: string;
}
