import type { CallModel } from "@knockknock/call-engine";
import { Avatar } from "./avatar.tsx";
import { Icon } from "./icons.tsx";
import { Video } from "./video.tsx";
import type { Words } from "./words/words.ts";

interface TileProps {
  readonly model: CallModel;
  readonly words: Words;
}

interface StageProps extends TileProps {
  /** Of the other side. */
  readonly name: string;
}

/** Whose screen fills the main area. A new share ends the other's, so there is one at most. */
export function sharedScreen(model: CallModel): "remote" | "local" | null {
  const remote = model.remote.value;
  if (remote?.screen && remote.media.screen) return "remote";
  const local = model.local.value;
  return local.screen === "on" && local.screenStream ? "local" : null;
}

/**
 * The three pictures of a call: the other's camera, one shared screen, the own camera. Where each
 * of them is drawn is the stylesheet's business (`data-layout` and `data-view` of the root).
 */
export function Stage({ model, words, name }: StageProps) {
  return (
    <div class="kk-stage">
      <ScreenTile model={model} words={words} name={name} />
      <RemoteTile model={model} words={words} name={name} />
      <LocalTile model={model} words={words} />
    </div>
  );
}

function ScreenTile({ model, words, name }: StageProps) {
  const shared = sharedScreen(model);
  const local = model.local.value;
  const still = shared === "local" && local.screenShowsThisPage !== false;
  const stream = shared === "remote" ? (model.remote.value?.screen ?? null) : local.screenStream;
  const label = shared === "remote" ? words.isSharing(name) : words.youAreSharing;
  return (
    <div class="kk-tile kk-screen" hidden={shared === null}>
      <Video
        part="screen-video"
        stream={shared === null ? null : stream}
        hidden={shared === null}
        label={label}
        frozen={still}
      />
      {still && (
        <p class="kk-still">
          {local.screenShowsThisPage ? words.ownScreenStill : words.ownScreenMayStill}
        </p>
      )}
    </div>
  );
}

/** The other's picture, with what there is to know about it. */
export function RemoteTile({ model, words, name }: StageProps) {
  const remote = model.remote.value;
  const seen = remote !== null && remote.camera !== null && remote.media.camera === "on";
  // They have said nothing yet of what they send, or their browser is asking them just now.
  const unknown = (permission?: string): boolean => !remote?.media.n || permission === "prompting";
  const silent = remote?.media.microphone !== "on" && !unknown(remote?.permission.microphone);
  const live = model.phase.value === "connected" || model.phase.value === "reconnecting";
  return (
    <div class="kk-tile kk-remote" hidden={remote === null}>
      <Video part="remote-video" stream={remote?.camera ?? null} hidden={!seen} label={name} />
      <div class="kk-placeholder" part="camera-off" hidden={seen || !live || remote === null}>
        <Avatar name={name} />
        <span class="kk-placeholder-name">{name}</span>
        {remote?.permission.camera === "prompting" ? (
          <span class="kk-placeholder-why">{words.theirPromptIsOpen}</span>
        ) : (
          <span class="kk-placeholder-why" hidden={unknown()}>
            <Icon name="cameraOff" />
            {words.cameraIsOff}
          </span>
        )}
      </div>
      <div class="kk-chip kk-muted" part="remote-muted" hidden={!silent || !live}>
        <Icon name="micOff" />
        <span>
          {remote?.media.microphone === "none" ? words.hasNoMicrophone(name) : words.isMuted(name)}
        </span>
      </div>
    </div>
  );
}

function LocalTile({ model, words }: TileProps) {
  const local = model.local.value;
  const seen = local.cameraStream !== null;
  const shown = seen || local.camera === "off";
  return (
    <div class="kk-tile kk-local" hidden={!shown} data-off={seen ? undefined : ""}>
      <Video
        part="local-video"
        stream={local.cameraStream}
        hidden={!seen}
        label={words.ownView}
        mirrored={local.mirrored}
      />
      <div class="kk-placeholder" hidden={seen}>
        <Icon name="cameraOff" />
        <span class="kk-placeholder-why">{words.cameraIsOff}</span>
      </div>
      {local.microphone === "muted" && (
        <span class="kk-own-mute" title={words.youAreMuted}>
          <Icon name="micOff" />
        </span>
      )}
    </div>
  );
}
