/**
 * For `addInitScript` on a phone: the one fake camera stands for two, a front and a rear one. The
 * browser's fake devices know no facing mode, so the settings say which of them was asked for.
 */
export function installPhoneCameras(): void {
  const devices = navigator.mediaDevices;
  const enumerate = devices.enumerateDevices.bind(devices);
  devices.enumerateDevices = async () => {
    const all = await enumerate();
    const front = all.find(({ kind }) => kind === "videoinput");
    if (!front) return all;
    // A plain object: the getters of the browser's own work on its own objects alone.
    const rear = {
      kind: front.kind,
      groupId: front.groupId,
      deviceId: front.deviceId === "" ? "" : "rear",
      label: front.label === "" ? "" : "Rear camera",
      toJSON: () => ({}),
    };
    return [...all, rear];
  };

  const capture = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    const video = typeof constraints?.video === "object" ? constraints.video : {};
    const { facingMode, ...others } = video;
    const wanted = JSON.stringify(facingMode ?? "user").includes("environment")
      ? "environment"
      : "user";
    if (wanted === "environment" && window.knockProbe.rearCameraBroken) {
      throw new DOMException("Could not start video source", "NotReadableError");
    }
    const stream = await capture({ ...constraints, video: constraints?.video ? others : false });
    for (const track of stream.getVideoTracks()) {
      const settings = track.getSettings.bind(track);
      track.getSettings = () => ({ ...settings(), facingMode: wanted });
    }
    return stream;
  };
}
