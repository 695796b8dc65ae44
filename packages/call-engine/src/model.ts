/**
 * What a call screen may read and do. Both screens (the visitor's and the agent's) are drawn from
 * this and nothing else; `CallSession` implements it, and so does the fake in `testing/`.
 *
 * Values are signals and read-only. A command that is not available right now is `null`, so a
 * button is shown exactly when its command is there.
 */
import type { ReadonlySignal } from "@preact/signals-core";
import type {
  EndReason,
  MediaState,
  Page,
  Participant,
  ParticipantId,
  Party,
  PermissionState,
  ScreenPhase,
} from "@knockknock/protocol";

export type Value<T> = ReadonlySignal<T>;
export type Command<A extends unknown[] = [], R = void> = ReadonlySignal<
  ((...args: A) => R) | null
>;

export interface RemoteView {
  readonly id: ParticipantId;
  readonly role: "visitor" | "agent";
  readonly name: string | null;
  readonly media: MediaState;
  readonly permission: PermissionState;
  readonly presence: Participant["presence"];
  /** The agent's camera (with its sound, so that the browser keeps both in step). */
  readonly camera: MediaStream | null;
  readonly screen: MediaStream | null;
}

export interface LocalView {
  /** `pending`: the browser's prompt is open. */
  readonly microphone: "on" | "muted" | "none" | "pending";
  readonly camera: "on" | "off" | "none" | "pending";
  readonly screen: "off" | "picking" | "on";
  readonly permission: PermissionState;
  /** What the self view shows; null when the camera is released. */
  readonly cameraStream: MediaStream | null;
  /** False for a rear camera. */
  readonly mirrored: boolean;
  readonly screenStream: MediaStream | null;
  /** Unless false (null: it may), draw a still of what is captured, not a hall of mirrors. */
  readonly screenShowsThisPage: boolean | null;
  /** `listener`: neither camera nor microphone may be used. */
  readonly mode: "full" | "listener";
}

/** What really leaves this page. */
export interface Sending {
  readonly audio: boolean;
  readonly video: boolean;
  readonly screen: boolean;
}

export interface EndView {
  readonly reason: EndReason;
  readonly by: Party;
  readonly durationMs: number;
  /** The website is not set up for calls: only its owner can help, and calling again cannot. */
  readonly notSetUp?: boolean;
}

export interface ChatEntry {
  readonly id: string;
  readonly mine: boolean;
  readonly text: string;
  readonly at: number;
  /** False until somebody (the peer or the server) has it. */
  readonly delivered: boolean;
}

export interface DeviceOption {
  readonly id: string;
  readonly label: string;
  readonly active: boolean;
}

export interface DevicesView {
  readonly microphones: readonly DeviceOption[];
  readonly cameras: readonly DeviceOption[];
  /** Empty where the browser cannot choose: hide the field. */
  readonly speakers: readonly DeviceOption[];
  /** 0–1. */
  readonly volume: number;
}

/** Things worth telling once; the screen translates the code and shows it for a few seconds. */
export type NoticeCode =
  | "microphone_lost"
  | "microphone_replaced"
  | "camera_lost"
  | "camera_replaced"
  | "speaker_lost"
  | "device_back"
  | "flip_failed"
  | "share_failed"
  | "share_replaced"
  | "microphone_failed"
  | "camera_failed"
  | "speaker_failed"
  | "talking_while_muted"
  | "upgraded_to_full"
  | "camera_smaller_by_network"
  | "camera_paused_by_network"
  | "audio_only_by_network"
  | "network_better"
  | "chat_not_sent"
  | "still_blocked";

export interface Notice {
  readonly id: number;
  readonly code: NoticeCode;
  /** For words that name a device. */
  readonly subject: string | null;
}

export interface QualityView {
  readonly level: "good" | "fair" | "poor" | "unknown";
  readonly reason: "network" | "cpu" | null;
  readonly rttMs: number | null;
  readonly lossRatio: number | null;
  readonly relayed: boolean | null;
  /** Only of `remote`: the browser sends a smaller picture than the camera's, to fit a narrow link. */
  readonly narrowed?: boolean;
}

export interface CallModel {
  readonly self: "visitor" | "agent";
  readonly callId: Value<string | null>;
  readonly phase: Value<ScreenPhase>;
  /** Who called whom: `inbound` a visitor's knock, `outbound` an agent's call. */
  readonly direction: Value<"inbound" | "outbound">;
  /** Whole milliseconds since both sides were connected; ticks once a second, 0 before. */
  readonly durationMs: Value<number>;
  readonly waiting: Value<{
    readonly position: number | null;
    readonly anyoneOnline: boolean;
    readonly deadlineAt: number;
  } | null>;
  readonly reconnecting: Value<"network" | "page" | null>;
  readonly onHold: Value<boolean>;
  readonly remote: Value<RemoteView | null>;
  readonly local: Value<LocalView>;
  readonly sending: Value<Sending>;
  /** Where the visitor is (agent's side); null on the visitor's own. */
  readonly page: Value<Page | null>;
  readonly end: Value<EndView | null>;
  readonly chat: Value<readonly ChatEntry[]>;
  /** How many of the other side's messages nobody has looked at, here or on an earlier page. */
  readonly unread: Value<number>;
  readonly notices: Value<readonly Notice[]>;
  readonly quality: Value<{ readonly local: QualityView; readonly remote: QualityView }>;
  readonly devices: Value<DevicesView>;
  /** Loudness of the own microphone, 0–1, about 15 times a second while someone looks. */
  readonly microphoneLevel: Value<number>;

  readonly toggleMicrophone: Command;
  readonly toggleCamera: Command;
  /** Opens the browser's picker, or stops sharing. Null where the browser cannot share. */
  readonly toggleScreen: Command;
  /** A share was running before this page was loaded; one click starts it again. */
  readonly resumeSharing: Command;
  /** Null unless there are a front and a rear camera. */
  readonly flipCamera: Command;
  /** Settled when the device runs, or did not start: `devices` then tells which one is in use. */
  readonly selectMicrophone: Command<[id: string], Promise<void>>;
  readonly selectCamera: Command<[id: string], Promise<void>>;
  readonly selectSpeaker: Command<[id: string], Promise<void>>;
  readonly setVolume: Command<[volume: number]>;
  readonly testSpeaker: Command;
  /** Asks the browser again for what was denied or missing. */
  readonly askAgain: Command;
  /** What `askAgain` asks for, as the browser's own `<usermedia>` button takes it. */
  readonly missingMedia: Value<MediaStreamConstraints | null>;
  /** Goes on with what that button was given. */
  readonly useMedia: Command<[stream: MediaStream]>;
  /** Releases camera and microphone for a while, or opens again what was released. */
  readonly restDevices: Command<[resting: boolean]>;
  /** The browser refused to play sound without a gesture: *Tap to hear*. */
  readonly resumeAudio: Command;
  readonly sendChat: Command<[text: string]>;
  /** Before an agent answered. */
  readonly cancel: Command;
  readonly hangUp: Command;
  readonly rate: Command<[stars: number, comment: string]>;
  /** Visitor's answer to an agent's call. */
  readonly accept: Command;
  readonly decline: Command;
  readonly setHold: Command<[on: boolean]>;
  /** All that has come by now was seen. */
  markRead(): void;
  dismissNotice(id: number): void;
}
