/** Peak of the tones at full volume, 0–1. */
const LOUDNESS = 0.3;

/** Two short tones on the device `sinkId`; empty or missing = the system's own. */
export function playTestTone(at: AudioContext, sinkId: string | undefined, volume: number): void {
  const destination = at.createMediaStreamDestination();
  const output = new Audio();
  output.srcObject = destination.stream;
  if (sinkId) void output.setSinkId(sinkId);
  [523, 659].forEach((frequency, index) => {
    const tone = at.createOscillator();
    const envelope = at.createGain();
    const from = at.currentTime + index * 0.25;
    tone.frequency.value = frequency;
    envelope.gain.setValueAtTime(0, from);
    envelope.gain.linearRampToValueAtTime(LOUDNESS * volume, from + 0.02);
    envelope.gain.linearRampToValueAtTime(0, from + 0.22);
    tone.connect(envelope).connect(destination);
    tone.start(from);
    tone.stop(from + 0.25);
    if (index === 1) {
      tone.addEventListener("ended", () => {
        output.srcObject = null;
      });
    }
  });
  output.play().catch(() => undefined);
}
