import { openCamera } from '../../ui/camera.ts';

/** This page and nothing else; answered by the resident's touch on the button before. */
const ownPage: DisplayMediaStreamOptions & { preferCurrentTab: boolean } = {
  video: { frameRate: 10 },
  audio: false,
  preferCurrentTab: true,
};
/** Letters on a paper can be read, and a weak line still carries it. The height follows, so that nothing is cut off. */
const paperPixels = { width: { ideal: 1600 }, frameRate: { ideal: 10 } };

/** @throws DOMException where the browser refuses. */
export async function openScreen(): Promise<MediaStreamTrack | undefined> {
  const stream = await navigator.mediaDevices.getDisplayMedia(ownPage);
  return stream.getVideoTracks()[0];
}

/**
 * The document camera, chosen as for a material.
 *
 * @throws Error where there is none.
 */
export async function openPaper(): Promise<MediaStreamTrack | undefined> {
  const opened = await openCamera();
  if (!opened.ok) throw new Error(opened.error);
  const [track] = opened.value.getVideoTracks();
  await track?.applyConstraints(paperPixels);
  return track;
}

/**
 * The camera with the fewest pixels: the document camera has the most. On a terminal with one camera it is that one.
 *
 * @throws DOMException where there is none.
 */
export async function openFace(): Promise<MediaStreamTrack | undefined> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const cameras = devices.filter(
    (device) => device instanceof InputDeviceInfo && device.kind === 'videoinput',
  );
  const widthOf = (device: MediaDeviceInfo) =>
    (device instanceof InputDeviceInfo && device.getCapabilities().width?.max) || 0;
  const [face] = cameras.sort((left, right) => widthOf(left) - widthOf(right));
  const video = face?.deviceId ? { deviceId: face.deviceId } : true;
  const stream = await navigator.mediaDevices.getUserMedia({ video });
  return stream.getVideoTracks()[0];
}
