import { signal } from "@preact/signals-core";
import { expect, test } from "vitest";
import { FakeClock } from "../testing/fake-clock.ts";
import { FakeTrack } from "../testing/fake-media.ts";
import { noticeMutedTalk } from "./muted-talk.ts";

function listening() {
  const clock = new FakeClock();
  const microphone = new FakeTrack("audio", "Microphone");
  const track = signal<MediaStreamTrack | null>(microphone as unknown as MediaStreamTrack);
  const muted = signal(false);
  const ears: FakeTrack[] = [];
  const heard = { loudness: 0.1, notices: 0, open: 0 };
  const stop = noticeMutedTalk({
    track,
    muted,
    clock,
    listen: (ear) => {
      ears.push(ear as unknown as FakeTrack);
      heard.open += 1;
      return {
        level: () => heard.loudness,
        close: () => {
          heard.open -= 1;
        },
      };
    },
    notify: () => {
      heard.notices += 1;
    },
    withdraw: () => {
      heard.notices = 0;
    },
  });
  const mute = (): void => {
    microphone.enabled = false;
    muted.value = true;
  };
  return { clock, ears, heard, mute, muted, stop, track };
}

test("a second of talk into a muted microphone is told once, and again half a minute later", async () => {
  const { clock, ears, heard, mute } = listening();
  await clock.advance(5_000);
  expect(heard).toEqual({ loudness: 0.1, notices: 0, open: 0 });
  mute();
  expect(ears[0]).toMatchObject({ enabled: true, readyState: "live" });
  await clock.advance(1_000);
  expect(heard.notices).toBe(1);
  await clock.advance(29_000);
  expect(heard.notices).toBe(1);
  await clock.advance(2_000);
  expect(heard.notices).toBe(2);
});

test("what was said is taken back once the microphone is on again", async () => {
  const { clock, heard, mute, muted } = listening();
  mute();
  await clock.advance(2_000);
  expect(heard.notices).toBe(1);
  muted.value = false;
  expect(heard.notices).toBe(0);
});

test("neither a cough nor a quiet room counts", async () => {
  const { clock, heard, mute } = listening();
  mute();
  await clock.advance(600);
  heard.loudness = 0.002;
  await clock.advance(60_000);
  expect(heard.notices).toBe(0);
});

test("nothing is held open once the microphone is heard again or gone", () => {
  const { ears, heard, mute, muted, track } = listening();
  mute();
  muted.value = false;
  mute();
  track.value = null;
  expect(heard.open).toBe(0);
  expect(ears.map(({ readyState }) => readyState)).toEqual(["ended", "ended"]);
});
