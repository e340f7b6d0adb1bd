import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build, preview } from 'vite';
import { attendantScenes } from '../../renderer/gallery/attendant-scenes.ts';
import { type Scene, scenes } from '../../renderer/gallery/scenes.ts';
import { auditPage } from './audit.ts';
import { setCamera } from './camera.ts';

/**
 * Takes a picture of every scene in both orientations, languages and text sizes into `out/screens`
 * and reports what is cut off, too small or overlapping. Ends with 1 where something is.
 * Run: `node tests/screens/main.ts [--scene NAME] [--panel portrait|landscape] [--out DIRECTORY]`.
 */

const panels = { portrait: { width: 1080, height: 1920 }, landscape: { width: 1920, height: 1080 } } as const;
const languages = ['zh', 'en'] as const;
const sizes = ['normal', 'large'] as const;
const cameraArguments = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];

interface Wanted {
  readonly scenes: readonly Scene[];
  readonly panels: readonly (keyof typeof panels)[];
}

interface Shot {
  readonly scene: Scene;
  readonly panel: keyof typeof panels;
  readonly language: (typeof languages)[number];
  readonly size: (typeof sizes)[number];
}

async function shoot(page: Page, base: string, shot: Shot, directory: string): Promise<string[]> {
  const { scene, panel, language, size } = shot;
  const query = new URLSearchParams({ scene: scene.name, language });
  if (size === 'large') query.set('large', '');
  await page.setViewportSize(panels[panel]);
  await page.goto(`${base}?${query}`);
  await page
    .locator(scene.attendant ? '[data-attendant]' : '.kiosk, .cover')
    .first()
    .waitFor();
  // Screens behind the first are loaded when they are needed.
  await page.locator('.stage > *:visible, .help-screen > *, .cover, [data-attendant] *').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  for (const testId of scene.touches ?? []) {
    const target = page.getByTestId(testId);
    if (testId === 'outcome-next' && size === 'normal') continue;
    await turnPagesTo(page, testId);
    await target.click();
  }
  const [, hint] = /^material-hint-(.+)$/.exec(scene.name) ?? [];
  if (hint) await page.locator(`[data-hint="${hint}"]`).waitFor();
  if (scene.name === 'material') await page.locator('[data-testid="material-capture"]:enabled').waitFor();
  if (scene.touches?.some((testId) => testId.startsWith('key-x'))) {
    await page.getByTestId('candidate-1').waitFor();
  }
  const name = `${scene.name}--${panel}-${language}-${size}`;
  await page.screenshot({ path: `${directory}/${name}.png`, animations: 'disabled' });
  return (await auditPage(page)).map((finding) => `${name}: ${finding}`);
}

/** A field may stand on a later page of the form. */
async function turnPagesTo(page: Page, testId: string): Promise<void> {
  while (!(await page.getByTestId(testId).count()) && (await page.getByTestId('page-next').isEnabled())) {
    await page.getByTestId('page-next').click();
  }
}

async function shootAll(browser: Browser, base: string, wanted: Wanted, directory: string) {
  const findings: string[] = [];
  const cameras = new Set(wanted.scenes.map(({ camera }) => camera));
  for (const camera of cameras) {
    const group = wanted.scenes.filter((scene) => scene.camera === camera);
    const page = await browser.newPage();
    await setCamera(page, camera);
    for (const scene of group) {
      for (const panel of wanted.panels) {
        for (const language of languages) {
          for (const size of sizes) {
            findings.push(...(await shoot(page, base, { scene, panel, language, size }, directory)));
          }
        }
      }
    }
    await page.close();
  }
  return findings;
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const { values: options } = parseArgs({
  options: {
    scene: { type: 'string', default: '' },
    panel: { type: 'string', default: '' },
    out: { type: 'string', default: here('../../out/screens') },
  },
});
const wanted: Wanted = {
  scenes: [...scenes, ...attendantScenes].filter(({ name }) => name.startsWith(options.scene)),
  panels: (['portrait', 'landscape'] as const).filter((panel) => panel.startsWith(options.panel)),
};
const site = {
  configFile: here('../../renderer/vite.config.ts'),
  root: here('../../renderer/gallery'),
  build: { outDir: here('../../out/gallery') },
  preview: { host: '127.0.0.1', port: 0 },
  logLevel: 'warn' as const,
};
mkdirSync(options.out, { recursive: true });
await build(site);
const server = await preview(site);
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', ...cameraArguments],
});
try {
  const base = server.resolvedUrls?.local[0];
  if (!base) throw new Error('the gallery is not served');
  const findings = await shootAll(browser, base, wanted, options.out);
  for (const finding of findings) process.stdout.write(`${finding}\n`);
  process.stdout.write(
    `${wanted.scenes.length} scenes, ${findings.length} findings, pictures in ${options.out}\n`,
  );
  process.exitCode = findings.length === 0 ? 0 : 1;
} finally {
  await browser.close();
  await server.close();
}
