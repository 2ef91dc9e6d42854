import { useEffect, useRef, useState } from 'react';
import { lesson as words } from '../../language/en/lesson.ts';

/** What some browsers have to read QR codes; the type is not in the language's libraries yet. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

type MakeDetector = new (options: { readonly formats: readonly string[] }) => Detector;

const detectorOf = (): MakeDetector | undefined =>
  (globalThis as { readonly BarcodeDetector?: MakeDetector }).BarcodeDetector;

/** Whether this browser can read QR codes by a camera. */
export function canScan(): boolean {
  return detectorOf() !== undefined && 'mediaDevices' in navigator;
}

/** How often the camera's picture is looked at, in ms of the wall clock. */
const LOOK_MS = 300;

/** Reads QR codes that are held before the camera, each once. */
export function Scanner({ onText }: { readonly onText: (text: string) => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState(false);
  const latest = useRef(onText);
  latest.current = onText;
  useEffect(() => {
    const seen = new Set<string>();
    let timer = 0;
    let stream: MediaStream | undefined;
    let isOver = false;
    const look = async (detector: Detector): Promise<void> => {
      const codes = await detector.detect(video.current!).catch(() => []);
      for (const { rawValue } of codes)
        if (!seen.has(rawValue)) {
          seen.add(rawValue);
          latest.current(rawValue);
        }
      if (!isOver) timer = window.setTimeout(() => void look(detector), LOOK_MS);
    };
    const start = async (): Promise<void> => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      if (isOver || !video.current) return stop();
      video.current.srcObject = stream;
      await video.current.play();
      await look(new (detectorOf()!)({ formats: ['qr_code'] }));
    };
    const stop = (): void => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    void start().catch(() => setFailed(true));
    return () => {
      isOver = true;
      clearTimeout(timer);
      stop();
    };
  }, []);
  if (failed) return <p role="alert">{words('noCamera')}</p>;
  return <video ref={video} className="lesson-camera" muted playsInline aria-label={words('camera')} />;
}
