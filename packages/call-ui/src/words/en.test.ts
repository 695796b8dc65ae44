import { expect, test } from "vitest";
import { en } from "./en.ts";

test("durations and positions are said as people say them", () => {
  expect(en.talkedFor("Agent", 41_000)).toBe("You talked with Agent for 41 seconds");
  expect(en.talkedFor("Agent", 60_000)).toBe("You talked with Agent for 1 minute");
  expect(en.talkedFor("Agent", 371_000)).toBe("You talked with Agent for 6 minutes");
  expect(en.talkedFor("Agent", 3_725_000)).toBe("You talked with Agent for 1 hour, 2 minutes");
  expect(en.position(1)).toBe("You are first in line");
  expect([2, 3, 4, 11, 22].map((place) => en.position(place).split(" ")[2])).toEqual([
    "2nd",
    "3rd",
    "4th",
    "11th",
    "22nd",
  ]);
  expect(en.unread(1)).toBe("1 new message");
});

test("names that the contract fixes", () => {
  expect([
    en.videoCall,
    en.cancel,
    en.mute,
    en.unmute,
    en.cameraOff,
    en.cameraOn,
    en.share,
    en.stopSharing,
    en.flip,
    en.minimize,
    en.expand,
    en.settings,
    en.chat,
    en.resumeSharing,
    en.tapToHear,
    en.callAgain,
    en.endCall,
    en.microphone,
    en.speaker,
    en.camera,
    en.volume,
    en.message,
    en.send,
    en.leaveMessage,
    en.close,
  ]).toEqual([
    "Video call",
    "Cancel",
    "Mute microphone",
    "Unmute microphone",
    "Turn camera off",
    "Turn camera on",
    "Share screen",
    "Stop sharing",
    "Flip camera",
    "Minimize",
    "Expand",
    "Settings",
    "Chat",
    "Resume sharing",
    "Tap to hear",
    "Call again",
    "End call",
    "Microphone",
    "Speaker",
    "Camera",
    "Volume",
    "Message",
    "Send",
    "Leave a message",
    "Close",
  ]);
});
