import { Button, FileButton, Stack, Text } from "@mantine/core";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useMessages } from "@/app/i18n";
import { scan } from "./bus";
import classes from "./camera.module.css";
import { cameraWords } from "./camera-words";
import { pictureOf, startReader, type Reader } from "./reader";
import { Sight } from "./sight";

/** Why there is no picture. */
type Trouble = "insecure" | "denied" | "none" | "noReader";

/** Between two pictures, in milliseconds: a phone stays cool, and nobody waits. */
const pause = 80;

const first: Trouble | undefined =
  typeof navigator !== "undefined" && "mediaDevices" in navigator ? undefined : "insecure";

/** Reads pictures of a camera until it is told to stop, and gives what comes into sight. */
async function watch(video: HTMLVideoElement, reader: Reader, give: (code: string) => void, stop: AbortSignal) {
  const sight = new Sight();
  while (!stop.aborted) {
    const picture = pictureOf(video, video.videoWidth, video.videoHeight);
    const readings = picture ? await reader.read(picture) : [];
    if (!readings) throw new Error("no reader");
    sight.see(readings, performance.now()).forEach(give);
    await new Promise((done) => setTimeout(done, pause));
  }
}

/** The camera of the device, whose codes go where a scanner's go; without one, photos do. */
export function Camera({ heard }: { heard?: () => void }) {
  const t = useMessages(cameraWords);
  const video = useRef<HTMLVideoElement>(null);
  const [trouble, setTrouble] = useState(first);
  const [track, setTrack] = useState<MediaStreamTrack>();
  const give = (code: string) => {
    heard?.();
    scan({ code, source: "camera" });
  };
  const seen = useEffectEvent(give);
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const over = new AbortController();
    const wanted = { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } };
    const run = async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
      const end = () => stream.getTracks().forEach((part) => part.stop());
      if (over.signal.aborted) {
        end();
        return;
      }
      over.signal.addEventListener("abort", end);
      element.srcObject = stream;
      await element.play();
      setTrack(stream.getVideoTracks()[0]);
      const reader = startReader();
      over.signal.addEventListener("abort", reader.close);
      await watch(element, reader, (code) => seen(code), over.signal);
    };
    run().catch((error: unknown) => {
      if (over.signal.aborted) return;
      over.abort();
      const name = error instanceof Error ? error.name : "";
      setTrouble(name === "NotAllowedError" ? "denied" : name === "Error" ? "noReader" : "none");
    });
    return () => over.abort();
  }, []);
  if (trouble) {
    return (
      <Stack gap="sm">
        <Text>{t[trouble]}</Text>
        {trouble === "noReader" ? null : <Photo give={give} />}
      </Stack>
    );
  }
  return (
    <div className={classes.frame}>
      <video ref={video} muted playsInline aria-label={t.title} />
      {track ? <div className={classes.aim} /> : <Text c="white">{t.starting}</Text>}
      {track ? <Light track={track} /> : null}
    </div>
  );
}

/** Switches the light of a camera that has one. */
function Light({ track }: { track: MediaStreamTrack }) {
  const t = useMessages(cameraWords);
  const [on, setOn] = useState(false);
  const able = (track.getCapabilities() as { torch?: boolean }).torch === true;
  if (!able) return null;
  const turn = async () => {
    await track.applyConstraints({ advanced: [{ torch: !on } as MediaTrackConstraintSet] });
    setOn(!on);
  };
  return (
    <Button className={classes.light} size="lg" variant="white" color="dark" onClick={() => void turn()}>
      {t.light}
    </Button>
  );
}

/** Reads the codes of a photo. */
function Photo({ give }: { give: (code: string) => void }) {
  const t = useMessages(cameraWords);
  const [said, setSaid] = useState<"reading" | "nothing" | "noReader">();
  const read = async (file: File | null) => {
    if (!file) return;
    setSaid("reading");
    const reader = startReader();
    try {
      const photo = await createImageBitmap(file);
      const picture = pictureOf(photo, photo.width, photo.height);
      const readings = picture ? await reader.read(picture) : [];
      setSaid(readings ? (readings.length === 0 ? "nothing" : undefined) : "noReader");
      readings?.slice(0, 1).forEach((r) => give(r.code));
    } catch {
      setSaid("nothing"); // it is no picture
    } finally {
      reader.close();
    }
  };
  return (
    <>
      <FileButton accept="image/*" capture="environment" onChange={(file) => void read(file)}>
        {(props) => (
          <Button size="lg" mih={76} variant="default" {...props}>
            {t.photo}
          </Button>
        )}
      </FileButton>
      <div role="status">{said ? t[said] : null}</div>
    </>
  );
}
