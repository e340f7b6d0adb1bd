import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const chromiumPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of the system's Chromium, or null. */
export function findChromium(): string | null {
  return chromiumPaths.find((path) => existsSync(path)) ?? null;
}

/**
 * Opens the system's Chromium as the terminal's window: full screen, no browser chrome, a profile of
 * its own, nothing fetched in the background. This is a full screen and no lockdown; that belongs to
 * the operating system.
 */
export function openChromiumWindow(options: {
  chromiumPath: string;
  url: string;
  profileDirectory: string;
  /** File that Chromium plays as the document camera; null uses the real cameras. */
  cameraFile: string | null;
}): ChildProcess {
  const asRoot = process.getuid?.() === 0;
  return spawn(
    options.chromiumPath,
    [
      '--kiosk',
      `--app=${options.url}`,
      `--user-data-dir=${join(options.profileDirectory, 'window-profile')}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-pinch',
      '--overscroll-history-navigation=0',
      '--use-fake-ui-for-media-stream',
      '--accept-lang=zh-CN,zh',
      ...(options.cameraFile
        ? ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${options.cameraFile}`]
        : []),
      ...(asRoot ? ['--no-sandbox'] : []),
    ],
    { stdio: 'ignore', env: { ...process.env, LANGUAGE: 'zh_CN' } },
  );
}
