import { useId } from "preact/hooks";
import type { CallModel, DeviceOption } from "@knockknock/call-engine";
import type { DevicePermission } from "@knockknock/protocol";
import { Icon } from "./icons.tsx";
import { Sheet } from "./sheet.tsx";
import type { Words } from "./words/words.ts";

interface DeviceSettingsProps {
  readonly model: CallModel;
  readonly words: Words;
  readonly onClose: () => void;
}

/** Microphone, speaker, camera and volume; every change takes effect at once. */
export function DeviceSettings({ model, words, onClose }: DeviceSettingsProps) {
  const devices = model.devices.value;
  // A choice that fails is told, and changes nothing else: then what is chosen is drawn anew.
  void model.notices.value;
  const { permission } = model.local.value;
  const test = model.testSpeaker.value;
  return (
    <Sheet title={words.settings} words={words} onClose={onClose} kind="settings">
      <Choice
        label={words.microphone}
        options={devices.microphones}
        permission={permission.microphone}
        choose={model.selectMicrophone.value}
        words={words}
      />
      <Meter model={model} words={words} />
      {devices.speakers.length > 0 && (
        <Choice
          label={words.speaker}
          options={devices.speakers}
          choose={model.selectSpeaker.value}
          words={words}
        />
      )}
      <Choice
        label={words.camera}
        options={devices.cameras}
        permission={permission.camera}
        choose={model.selectCamera.value}
        words={words}
      />
      <Volume model={model} words={words} />
      {test && (
        <button type="button" class="kk-button" data-look="line" onClick={() => test()}>
          <Icon name="sound" />
          {words.testSound}
        </button>
      )}
    </Sheet>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly options: readonly DeviceOption[];
  readonly permission?: DevicePermission;
  readonly choose: ((id: string) => Promise<void>) | null;
  readonly words: Words;
}

function Choice({ label, options, permission, choose, words }: ChoiceProps) {
  const id = useId();
  // Browsers list nothing that they may not open.
  const blocked = permission === "denied" || permission === "blocked_by_system";
  return (
    <div class="kk-field">
      <label for={id}>{label}</label>
      <select
        id={id}
        class="kk-select"
        value={options.find(({ active }) => active)?.id}
        disabled={choose === null || options.length === 0}
        onChange={(event) => void choose?.(event.currentTarget.value)}
      >
        {options.length === 0 && (
          <option value="">{blocked ? words.blockedInSettings : words.noneFound}</option>
        )}
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Kept apart, so that fifteen levels a second redraw one bar and not the form. */
function Meter({ model, words }: { model: CallModel; words: Words }) {
  const percent = Math.round(model.microphoneLevel.value * 100);
  return (
    <div
      class="kk-meter"
      role="meter"
      aria-label={words.microphoneLevel}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <i style={{ transform: `scaleX(${percent / 100})` }} />
    </div>
  );
}

function Volume({ model, words }: { model: CallModel; words: Words }) {
  const id = useId();
  const set = model.setVolume.value;
  const percent = Math.round(model.devices.value.volume * 100);
  return (
    <div class="kk-field">
      <label for={id}>{words.volume}</label>
      <input
        id={id}
        class="kk-range"
        type="range"
        min={0}
        max={100}
        step={5}
        value={percent}
        disabled={set === null}
        style={{ "--kk-filled": `${percent}%` }}
        aria-valuetext={`${percent} %`}
        onInput={(event) => set?.(event.currentTarget.valueAsNumber / 100)}
      />
    </div>
  );
}
