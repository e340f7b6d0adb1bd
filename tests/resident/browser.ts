import { type Browser, chromium, type Page } from 'playwright-core';

export const portrait = { width: 1080, height: 1920 } as const;
export const landscape = { width: 1920, height: 1080 } as const;

/** Headless Chromium of the system, with the bench's file as its document camera. */
export function launchChromium(cameraFile: string | null): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-fake-ui-for-media-stream',
      ...(cameraFile
        ? ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${cameraFile}`]
        : []),
    ],
  });
}

/** Opens the terminal's window and waits until it shows what the core says. */
export async function openTerminal(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number } = portrait,
): Promise<Page> {
  const context = await browser.newContext({
    viewport,
    locale: 'zh-CN',
    permissions: ['camera'],
    hasTouch: true,
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('[data-screen]').first().waitFor();
  return page;
}
