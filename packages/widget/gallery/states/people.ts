import type { DevicePermission } from "@knockknock/protocol";
import { fakeLocal, fakeRemote, unknownQuality } from "@knockknock/call-engine/testing";
import { agentFace, visitorFace } from "@knockknock/call-ui/gallery";

/** A visitor who is seen and heard. */
export const me = (over: Parameters<typeof fakeLocal>[0] = {}) =>
  fakeLocal({ cameraStream: visitorFace(), ...over });

/** An agent who is seen and heard. */
export const agent = (over: Parameters<typeof fakeRemote>[0] = {}) =>
  fakeRemote({ camera: agentFace(), ...over });

export const media = { n: 2, microphone: "on", camera: "on", screen: false } as const;

export const act = (): void => undefined;

export const good = {
  ...unknownQuality,
  level: "good",
  rttMs: 38,
  lossRatio: 0,
  relayed: false,
} as const;
export const fair = { ...good, level: "fair", reason: "cpu", rttMs: 164 } as const;
export const poor = {
  ...unknownQuality,
  level: "poor",
  reason: "network",
  rttMs: 412,
  lossRatio: 0.084,
  relayed: true,
} as const;

/** A visitor who let the page have neither camera nor microphone. */
export const listening = (why: DevicePermission = "denied") => ({
  local: fakeLocal({
    mode: "listener",
    microphone: "none",
    camera: "none",
    permission: { microphone: why, camera: why },
  }),
  askAgain: act,
  toggleMicrophone: null,
  toggleCamera: null,
});

/** A name as long as a name may be on one line; people do have such names. */
export const LONG_NAME = "Customer service, bicycles and everything with two wheels";
