import { useCallback, useEffect, useRef, useState } from "react";

export type CameraState = "asking" | "on" | "off";

const WANTED: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: { ideal: "environment" }, width: { ideal: 1920 }, height: { ideal: 1440 } },
};

/**
 * The back camera, as long as the page is looked at: another program gets it when the phone is turned away. Where it
 * is refused or there is none, `off`: the file chooser takes its place.
 */
export function useCamera() {
  const videoRef = useRef<HTMLVideoElement | null>(null);
  const [state, setState] = useState<CameraState>("asking");
  useEffect(() => {
    let stream: MediaStream | null = null;
    let isGone = false;
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
      stream = null;
    };
    const start = async () => {
      try {
        const given = await navigator.mediaDevices.getUserMedia(WANTED);
        stream = given;
        if (isGone || !videoRef.current) return stop();
        videoRef.current.srcObject = given;
        await videoRef.current.play();
        setState("on");
      } catch {
        if (!isGone) setState("off");
      }
    };
    const follow = () => (document.visibilityState === "visible" ? void (stream ?? start()) : stop());
    void start();
    document.addEventListener("visibilitychange", follow);
    return () => {
      isGone = true;
      stop();
      document.removeEventListener("visibilitychange", follow);
    };
  }, []);
  /** What is seen at this moment; null before the first picture arrives. */
  const shoot = useCallback(async (): Promise<ImageBitmap | null> => {
    const video = videoRef.current;
    return video && video.videoWidth > 0 ? createImageBitmap(video) : null;
  }, []);
  const attach = useCallback((video: HTMLVideoElement | null) => {
    videoRef.current = video;
  }, []);
  return { attach, state, shoot };
}
export type Camera = ReturnType<typeof useCamera>;
