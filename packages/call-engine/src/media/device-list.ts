import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Clock } from "../lib/clock.ts";
import type { Scope } from "../lib/scope.ts";
import type { MediaBackend } from "./backend.ts";

/** Plugging one headset in fires several events. */
const SETTLE_MS = 500;

export interface DeviceLists {
  readonly microphones: readonly MediaDeviceInfo[];
  readonly cameras: readonly MediaDeviceInfo[];
  readonly speakers: readonly MediaDeviceInfo[];
}

/** The devices that the browser shows; names only appear once a permission was given. */
export class DeviceList {
  readonly #backend: MediaBackend;
  readonly #lists = signal<DeviceLists>({ microphones: [], cameras: [], speakers: [] });

  constructor(backend: MediaBackend, clock: Clock, scope: Scope, onChange: () => void) {
    this.#backend = backend;
    let cancel = (): void => undefined;
    scope.add(
      backend.onDeviceChange(() => {
        cancel();
        cancel = clock.after(SETTLE_MS, () => void this.refresh().then(onChange));
      }),
    );
    scope.add(() => cancel());
  }

  get lists(): ReadonlySignal<DeviceLists> {
    return this.#lists;
  }

  async refresh(): Promise<void> {
    try {
      const devices = await this.#backend.enumerateDevices();
      const of = (kind: MediaDeviceKind): MediaDeviceInfo[] =>
        devices.filter((device) => device.kind === kind && device.deviceId !== "");
      this.#lists.value = {
        microphones: of("audioinput"),
        cameras: of("videoinput"),
        speakers: this.#backend.canChooseSpeaker ? of("audiooutput") : [],
      };
    } catch {
      // The lists stay as they were: choosing is a convenience, the call does not need it.
    }
  }
}
