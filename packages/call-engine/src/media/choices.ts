/** Another camera or microphone in the middle of a call: loaded with the first choice. */
import type { Signal } from "@preact/signals-core";
import { type Acquired, type Acquirer, ANY_CAMERA, stop } from "./acquire.ts";
import type { Device, LocalMedia, LocalMediaOptions } from "./local-media.ts";

/** What a choice may do to the media of its page. */
export interface Choosing extends LocalMediaOptions {
  readonly acquirer: Acquirer;
  readonly local: LocalMedia;
  readonly facing: Signal<"user" | "environment">;
  /** Begins another request; tells later whether it is still the last one. */
  readonly turn: (device: Device) => () => boolean;
  readonly use: (device: Device, acquired: Acquired) => void;
}

/** A choice that does not start is not remembered: the device before it goes on. */
async function microphone(parts: Choosing, deviceId: string): Promise<void> {
  const isLast = parts.turn("microphone");
  const acquired = await parts.acquirer.microphone({ deviceId, strict: true });
  if (!isLast()) return stop(acquired);
  if (took(parts, "microphone", acquired, deviceId)) parts.use("microphone", acquired);
}

async function camera(parts: Choosing, deviceId: string): Promise<void> {
  const { acquirer, backend, local, memory, turn, use } = parts;
  const before = local.camera.device;
  if (before === null) return memory.remember({ camera: deviceId });
  const isLast = turn("camera");
  // Phones open one camera at a time.
  if (backend.handheld) local.camera.release();
  const acquired = await acquirer.camera({ deviceId, strict: true, facing: null });
  if (!isLast()) return stop(acquired);
  if (took(parts, "camera", acquired, deviceId)) return use("camera", acquired);
  if (local.camera.track.peek() === null) await local.reopen("camera", before.id);
}

/**
 * Phones open one camera at a time: the old one stops first, and comes back on failure. Where no
 * camera says which way it faces, the browser gives the same one again: then the next one listed
 * is the other.
 */
async function flip({
  acquirer,
  backend,
  facing,
  local,
  memory,
  notify,
  turn,
  use,
}: Choosing): Promise<void> {
  const before = local.camera.device;
  if (before === null) return;
  const old = facing.peek();
  const wanted = old === "user" ? "environment" : "user";
  const isOther = (track: MediaStreamTrack): boolean => {
    const { deviceId, facingMode = wanted } = track.getSettings();
    return deviceId !== before.id && facingMode === wanted;
  };
  const isLast = turn("camera");
  local.camera.release();
  let flipped = await acquirer.camera({ ...ANY_CAMERA, facing: wanted });
  if (flipped.track !== null && !isOther(flipped.track)) {
    for (const deviceId of await othersAfter(before.id, backend)) {
      stop(flipped);
      if (!isLast()) return;
      flipped = await acquirer.camera({ deviceId, strict: true, facing: wanted });
      if (flipped.track !== null && isOther(flipped.track)) break;
    }
  }
  if (!isLast()) return stop(flipped);
  if (flipped.track !== null && isOther(flipped.track)) {
    facing.value = wanted;
    // Whatever opens the camera next, the button or the next page, opens this one.
    memory.remember({ camera: flipped.track.getSettings().deviceId ?? null });
    local.camera.lost = null;
    return use("camera", flipped);
  }
  stop(flipped);
  notify("flip_failed");
  const restored = await acquirer.camera({ deviceId: before.id, strict: true, facing: old });
  if (isLast()) use("camera", restored);
  else stop(restored);
}

/** The ids of all other cameras, beginning with the one that is listed next. */
async function othersAfter(
  id: string,
  backend: Pick<LocalMediaOptions["backend"], "enumerateDevices">,
): Promise<string[]> {
  const listed = (await backend.enumerateDevices())
    .filter(({ kind }) => kind === "videoinput")
    .map(({ deviceId }) => deviceId);
  const at = listed.indexOf(id);
  return [...listed.slice(at + 1), ...listed.slice(0, Math.max(at, 0))];
}

/** Was the choice followed? The browser gives another device when this one has just gone. */
function took(
  { local, memory, notify }: Choosing,
  device: Device,
  acquired: Acquired,
  deviceId: string,
): boolean {
  const { track } = acquired;
  const given = track?.getSettings().deviceId;
  if (track !== null && (given === undefined || given === deviceId)) {
    memory.remember({ [device]: deviceId });
    local[device].lost = null;
    return true;
  }
  notify(`${device}_failed`);
  if (track !== null && local[device].track.peek() === null) return true;
  stop(acquired);
  return false;
}

export const choices = { camera, flip, microphone };
