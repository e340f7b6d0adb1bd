import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../../contract/clock.ts';

const chromiumPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Path of the system's Chromium, or null. */
export function findChromium(): string | null {
  return chromiumPaths.find((path) => existsSync(path)) ?? null;
}

export interface WindowOptions {
  chromiumPath: string;
  url: string;
  profileDirectory: string;
  /** File that Chromium plays as the document camera; null uses the real cameras. */
  cameraFile: string | null;
}

const reopenDelayMs = 500;

/** Keeps the window open: one that crashed or was closed comes back. The returned function closes it for good. */
export function keepWindowOpen(options: WindowOptions, clock: Clock): () => void {
  let closed = false;
  let cancelReopen = () => {};
  let window = open();
  function open(): ChildProcess {
    const opened = openChromiumWindow(options);
    opened.once('exit', () => {
      if (closed) return;
      cancelReopen = clock.after(reopenDelayMs, () => {
        window = open();
      });
    });
    return opened;
  }
  return () => {
    closed = true;
    cancelReopen();
    window.kill();
  };
}

/**
 * Opens the system's Chromium as the terminal's window: full screen, no browser chrome, a profile of
 * its own, nothing fetched in the background. This is a full screen and no lockdown; that belongs to
 * the operating system.
 */
function openChromiumWindow(options: WindowOptions): ChildProcess {
  const asRoot = process.getuid?.() === 0;
  return spawn(
    options.chromiumPath,
    [
      '--kiosk',
      `--app=${options.url}`,
      `--user-data-dir=${join(options.profileDirectory, 'window-profile')}`,
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // No bubble of the browser's own may ever lie over the screen.
      '--disable-features=Translate,TranslateUI,MediaRouter,AutofillServerCommunication',
      '--disable-session-crashed-bubble',
      '--noerrdialogs',
      '--no-default-browser-check',
      '--disable-notifications',
      '--disable-pinch',
      '--overscroll-history-navigation=0',
      '--use-fake-ui-for-media-stream',
      // A resident who shows the screen to a helper has said yes on the screen itself.
      '--auto-accept-this-tab-capture',
      '--accept-lang=zh-CN,zh',
      ...(options.cameraFile
        ? ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${options.cameraFile}`]
        : []),
      ...(asRoot ? ['--no-sandbox'] : []),
    ],
    { stdio: 'ignore', env: { ...process.env, LANGUAGE: 'zh_CN' } },
  );
}
