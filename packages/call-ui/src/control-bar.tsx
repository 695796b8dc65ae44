import type { CallModel } from "@knockknock/call-engine";
import type { DevicePermission } from "@knockknock/protocol";
import { IconButton } from "./button.tsx";
import type { Words } from "./words/words.ts";

interface ControlBarProps {
  readonly model: CallModel;
  readonly words: Words;
  readonly view: "expanded" | "minimized";
  /** Absent where the screen cannot be minimized. */
  readonly onMinimize?: (() => void) | undefined;
}

/**
 * Microphone, camera, screen, flip, hold, minimize, end. A button is there exactly when its
 * command is. The bubble keeps mute, stop sharing and end or cancel.
 */
export function ControlBar({ model, words, view, onMinimize }: ControlBarProps) {
  const full = view === "expanded";
  const local = model.local.value;
  const sharing = local.screen === "on";
  const screen = model.toggleScreen.value;
  const flip = full && local.camera === "on" ? model.flipCamera.value : null;
  const hold = full ? model.setHold.value : null;
  const held = model.onHold.value;
  const hangUp = model.hangUp.value;
  // Expanded, *Cancel* stands under what is happening.
  const end = hangUp ?? (full ? null : model.cancel.value);
  return (
    <div class="kk-bar" role="toolbar" aria-label={words.controls}>
      <MicrophoneButton model={model} words={words} />
      {full && <CameraButton model={model} words={words} />}
      {flip && <IconButton label={words.flip} icon="flip" onClick={() => flip()} />}
      {screen && (full || sharing) && (
        <IconButton
          label={sharing ? words.stopSharing : words.share}
          icon="share"
          look={sharing ? "on" : "plain"}
          onClick={() => screen()}
        />
      )}
      {hold && (
        <IconButton
          label={held ? words.resume : words.hold}
          icon={held ? "play" : "hold"}
          look={held ? "on" : "plain"}
          onClick={() => hold(!held)}
        />
      )}
      {full && onMinimize && (
        <IconButton label={words.minimize} icon="minimize" onClick={onMinimize} />
      )}
      {end && (
        <IconButton
          label={hangUp ? words.endCall : words.cancel}
          icon="end"
          look="end"
          onClick={() => end()}
        />
      )}
    </div>
  );
}

interface ToggleProps {
  readonly model: CallModel;
  readonly words: Words;
}

/**
 * Without a device the button asks the browser for one, so that it is never dead; there is none
 * where asking is of no use, and the banner says why.
 */
const asking = (model: CallModel, permission: DevicePermission): (() => void) | null =>
  permission === "blocked_by_policy" || permission === "unsupported" ? null : model.askAgain.value;

function MicrophoneButton({ model, words }: ToggleProps) {
  const { microphone, permission } = model.local.value;
  const on = microphone === "on";
  const act = model.toggleMicrophone.value ?? asking(model, permission.microphone);
  if (!act || microphone === "pending") return null;
  return (
    <IconButton
      label={on ? words.mute : words.unmute}
      icon={on ? "mic" : "micOff"}
      look={on ? "plain" : "off"}
      onClick={() => act()}
    />
  );
}

function CameraButton({ model, words }: ToggleProps) {
  const { camera, permission } = model.local.value;
  const on = camera === "on";
  const act = model.toggleCamera.value ?? asking(model, permission.camera);
  if (!act || camera === "pending") return null;
  return (
    <IconButton
      label={on ? words.cameraOff : words.cameraOn}
      icon={on ? "camera" : "cameraOff"}
      look={on ? "plain" : "off"}
      onClick={() => act()}
    />
  );
}
