/** Settings of Media Capture's Image Capture extension, section 6; not every browser's types know them. */
interface CameraCapabilities {
  readonly focusMode?: readonly string[];
  readonly exposureMode?: readonly string[];
  readonly whiteBalanceMode?: readonly string[];
}

const modes = ['focusMode', 'exposureMode', 'whiteBalanceMode'] as const;

/** What keeps a page sharp and evenly lit while it is moved about, as far as the camera offers it. */
export function settingsFor(
  capabilities: CameraCapabilities,
): Partial<Record<(typeof modes)[number], string>> {
  return Object.fromEntries(
    modes.filter((mode) => capabilities[mode]?.includes('continuous')).map((mode) => [mode, 'continuous']),
  );
}

/** A camera that refuses keeps what it had; it serves all the same. */
export async function applySettings(track: MediaStreamTrack | undefined): Promise<void> {
  // Firefox has no capabilities.
  if (!track?.getCapabilities) return;
  const settings = settingsFor(track.getCapabilities() as CameraCapabilities);
  // Each by itself, or one that is refused would take the others with it.
  for (const setting of Object.entries(settings)) {
    const advanced = [Object.fromEntries([setting])];
    await track.applyConstraints({ advanced }).catch(() => {});
  }
}
