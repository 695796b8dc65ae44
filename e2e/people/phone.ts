/**
 * For `addInitScript` on a phone whose cameras say which way they face, as the browser's fakes do
 * not: the one fake camera, with its face, stands for two, a front and a rear one.
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
    const { deviceId, facingMode, ...others } = video;
    const byName = JSON.stringify(deviceId ?? "").includes("rear");
    const rear = byName || JSON.stringify(facingMode ?? "").includes("environment");
    const wanted = rear ? "environment" : "user";
    if (rear && window.knockProbe.rearCameraBroken) {
      throw new DOMException("Could not start video source", "NotReadableError");
    }
    const stream = await capture({ ...constraints, video: constraints?.video ? others : false });
    for (const track of stream.getVideoTracks()) {
      const settings = track.getSettings.bind(track);
      track.getSettings = () => ({
        ...settings(),
        ...(rear ? { deviceId: "rear" } : {}),
        facingMode: wanted,
      });
    }
    return stream;
  };
}
