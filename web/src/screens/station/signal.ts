import type { Kind } from "./verdict";

interface Tone {
  /** In hertz, and from when for how long, in milliseconds. */
  hertz: number;
  at: number;
  lasts: number;
  shape: OscillatorType;
}

/** A verdict can be told with closed eyes: by pitch, number and length. */
const tones: Record<Kind, Tone[]> = {
  ok: [{ hertz: 880, at: 0, lasts: 120, shape: "sine" }],
  check: [
    { hertz: 520, at: 0, lasts: 90, shape: "triangle" },
    { hertz: 520, at: 150, lasts: 90, shape: "triangle" },
  ],
  stop: [
    { hertz: 220, at: 0, lasts: 220, shape: "square" },
    { hertz: 160, at: 240, lasts: 320, shape: "square" },
  ],
};

const vibrations: Record<Kind, number[]> = { ok: [60], check: [60, 60, 60], stop: [120, 60, 220] };

let audio: AudioContext | undefined;

/** Sounds and vibrates a verdict, where the device can. */
export function signal(kind: Kind, sound: boolean): void {
  if ("vibrate" in navigator) navigator.vibrate(vibrations[kind]);
  if (!sound || typeof AudioContext === "undefined") return;
  audio ??= new AudioContext();
  if (audio.state === "suspended") void audio.resume();
  for (const tone of tones[kind]) play(audio, tone);
}

function play(context: AudioContext, { hertz, at, lasts, shape }: Tone): void {
  const from = context.currentTime + at / 1000;
  const until = from + lasts / 1000;
  const source = new OscillatorNode(context, { frequency: hertz, type: shape });
  const volume = new GainNode(context, { gain: 0.25 });
  volume.gain.setTargetAtTime(0, until - 0.02, 0.008); // no click at the end
  source.connect(volume).connect(context.destination);
  source.start(from);
  source.stop(until + 0.05);
}
