import { type Browser, chromium, type Page } from 'playwright-core';

export const portrait = { width: 1080, height: 1920 } as const;
export const landscape = { width: 1920, height: 1080 } as const;

/**
 * What Playwright switches off by itself, for a second list of features replaces the first, and the
 * pop-ups of the address bar: the terminal's own window has none, and loading them takes both cores
 * while the page starts.
 */
const featuresOff = [
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'PreloadTopChromeWebUI',
  'ThirdPartyStoragePartitioning',
  'Translate',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'WebUIOmniboxPopup',
];

/** Headless Chromium of the system, with the bench's file as its document camera, an invented camera and voice, or neither. */
export function launchChromium(cameraFile: string | 'invented' | null): Promise<Browser> {
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
      // The terminal's own page is what is shown, not a picture invented for a monitor; cameras are permitted by page.
      '--auto-accept-this-tab-capture',
      `--disable-features=${featuresOff.join(',')}`,
      ...(cameraFile ? ['--use-fake-device-for-media-stream'] : []),
      ...(cameraFile && cameraFile !== 'invented' ? [`--use-file-for-fake-video-capture=${cameraFile}`] : []),
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
    permissions: ['camera', 'microphone'],
    hasTouch: true,
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('[data-screen]').first().waitFor();
  return page;
}

/** Ends whatever session there is, as a person would, and waits for the welcome screen. */
export async function endSession(page: Page): Promise<void> {
  const shown = page.locator('[data-screen]').first();
  await shown.waitFor();
  const name = await shown.getAttribute('data-screen');
  if (name === 'interrupted') await page.getByTestId('interrupted-leave').click();
  else if (name !== 'welcome') {
    await page.getByTestId('end-session').click();
    const confirm = page.getByTestId('end-session-confirm');
    await confirm.or(page.locator('[data-screen="welcome"]')).first().waitFor();
    if (await confirm.isVisible()) await confirm.click();
  }
  await page.locator('[data-screen="welcome"]').waitFor();
}
