import { cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { builtPaths } from '../../build/paths.ts';
import { assembleNodeBody } from '../../build/release/assemble.ts';
import { makeKeys } from '../../build/release/keys.ts';
import { pack } from '../../build/release/pack.ts';
import { UpdateRepository } from '../../build/release/repository.ts';
import { findFreePort } from '../../build/stack/free-port.ts';
import { type Program, startProgram } from '../../build/stack/program.ts';
import { shellReadySchema } from '../../build/stack/ready-lines.ts';
import { type Surroundings, startSurroundings } from '../../build/stack.ts';
import { launchChromium, openTerminal } from '../resident/browser.ts';

const patienceMs = 60_000;
const trialSeconds = 40;
const ownPassword = 'horses and staples';

/** The built terminal under its keeper, from one signed version to the next, and back from one that shows nothing. */
describe('updates of the built terminal', () => {
  let surroundings: Surroundings;
  let keeper: Program<{ url: string }>;
  let browser: Browser;
  let desk: Page;
  let repository: UpdateRepository;
  /** The terminal's window: opened anew with each start of a shell, as the shell itself would. */
  let window: Promise<Page> | null = null;
  let kioskPage: Page | null = null;
  /** Of each shell that was started, by the monotonic clock. */
  const readyAtMs: number[] = [];

  beforeAll(async () => {
    surroundings = await startSurroundings({ fleet: true, idleMs: 600_000 });
    const { directory, configPath, dataDirectory } = surroundings;
    browser = await launchChromium(surroundings.cameraFile);
    makeKeys(join(directory, 'keys'), null);
    const signers = { keysDirectory: join(directory, 'keys'), passphrase: null, nowMs: Date.now() };
    repository = new UpdateRepository(join(directory, 'fleet', 'updates'), signers);
    repository.begin();
    const rootFile = join(directory, 'root.json');
    cpSync(join(directory, 'fleet', 'updates', 'metadata', '1.root.json'), rootFile);
    const config = JSON.parse(readFileSync(configPath, 'utf8'));
    config.fleet.updateRootFile = rootFile;
    writeFileSync(configPath, JSON.stringify(config));
    const slots = join(directory, 'slots');
    mkdirSync(slots, { recursive: true });
    assembleNodeBody('1.0.0', join(slots, 'a'));
    const port = String(await findFreePort());
    keeper = await startProgram({
      name: 'terminal',
      entry: builtPaths.keeper,
      parameters: [
        ...['--slots', slots, '--data', dataDirectory, '--trial-seconds', String(trialSeconds)],
        ...['--', '--config', configPath, '--port', port, '--camera-file', surroundings.cameraFile],
      ],
      logPath: join(directory, 'logs', 'terminal.log'),
      readySchema: shellReadySchema,
      onLine(json) {
        const ready = shellReadySchema.safeParse(json);
        if (!ready.success) return;
        readyAtMs.push(performance.now());
        const opening = openWindow(ready.data.url);
        // A shell that ended before its window was there; the window of the next one follows.
        opening.catch(() => {});
        window = opening;
      },
    });
    desk = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  });
  beforeEach(({ onTestFailed }) =>
    onTestFailed(() => {
      const log = readFileSync(join(surroundings.directory, 'logs', 'terminal.log'), 'utf8');
      console.error(log.split('\n').slice(-60).join('\n'));
    }),
  );
  afterAll(async () => {
    await browser?.close();
    await keeper?.stop();
    await surroundings?.stop();
  });

  async function openWindow(url: string): Promise<Page> {
    if (!kioskPage) {
      kioskPage = await openTerminal(browser, url);
      return kioskPage;
    }
    await kioskPage.goto('about:blank');
    await kioskPage.goto(url);
    return kioskPage;
  }

  async function sign(version: string, change: (directory: string) => void = () => {}): Promise<void> {
    const from = join(surroundings.directory, `built-${version}`);
    assembleNodeBody(version, from);
    change(from);
    const packed = await pack(from, `${from}.tgz`);
    repository.add(`program-${version}.tgz`, `${from}.tgz`, { kind: 'program', version, ...packed });
  }

  async function rollOut(): Promise<void> {
    await desk.reload();
    await desk.getByTestId('rollout-start').click();
    await desk.getByTestId('rollout-start').click();
  }

  const action = (version: string, state: string) =>
    desk.locator(`[data-rollout-version="${version}"] [data-action-state="${state}"]`);
  const seeScreen = async (name: string) => {
    const page = await window;
    await page?.locator(`.kiosk[data-screen="${name}"]`).waitFor({ timeout: patienceMs });
  };

  it('a good version -> waits for the resident, proves itself with a screen, serves, and only then is called updated', async () => {
    const { fleet } = surroundings;
    if (!fleet?.admin) throw new Error('the fleet told no one-time password');
    await desk.goto(fleet.consoleUrl);
    await desk.locator('[name="userName"]').fill('admin');
    await desk.locator('[name="password"]').fill(fleet.admin.oneTimePassword);
    await desk.locator('[type="submit"]').click();
    await desk.locator('[name="newPassword"]').fill(ownPassword);
    await desk.locator('[name="password"]').fill(fleet.admin.oneTimePassword);
    await desk.locator('[type="submit"]').click();
    await desk.locator('[data-terminal="DEMO-0001"] [data-state="ok"]').waitFor({ timeout: patienceMs });
    await desk.getByTestId('tab-rollouts').click();

    const page = await window;
    await page?.getByTestId('welcome-begin').click();
    await seeScreen('identification');
    await sign('1.1.0');
    await rollOut();
    await desk.getByText('Waits until nobody is being served').waitFor({ timeout: patienceMs });
    expect(await page?.locator('.kiosk[data-screen="identification"]').count()).toBe(1);
    await page?.getByTestId('end-session').click();
    await action('1.1.0', 'success').waitFor({ timeout: patienceMs });
    await seeScreen('welcome');
    await (await window)?.getByTestId('welcome-begin').click();
    await seeScreen('identification');
    await (await window)?.getByTestId('end-session').click();
  });

  it('a notice of the fleet -> on the welcome screen without a restart', async () => {
    const starts = readyAtMs.length;
    const from = join(surroundings.directory, 'notices');
    mkdirSync(from);
    const text = { zh: '十月一日休息', en: 'Closed on 1 October' };
    writeFileSync(join(from, 'notices.json'), JSON.stringify({ notices: [{ text }] }));
    const packed = await pack(from, `${from}.tgz`);
    repository.add('notices-1.0.0.tgz', `${from}.tgz`, { kind: 'notices', version: '1.0.0', ...packed });
    await rollOut();
    await (await window)?.getByText(text.zh).waitFor({ timeout: patienceMs });
    await action('1.0.0', 'success').waitFor({ timeout: patienceMs });
    expect(readyAtMs).toHaveLength(starts);
  });

  it('the repository was copied in part -> the console says so instead of "nothing there"; copied whole -> it is there at once', async () => {
    const metadata = join(surroundings.directory, 'fleet', 'updates', 'metadata');
    renameSync(join(metadata, 'timestamp.json'), join(metadata, 'kept'));
    writeFileSync(join(metadata, 'timestamp.json'), '{"signed":');
    await desk.getByText('may not have been copied whole').waitFor({ timeout: patienceMs });
    expect(await desk.getByTestId('rollout-start').count()).toBe(0);
    renameSync(join(metadata, 'kept'), join(metadata, 'timestamp.json'));
    await desk.getByTestId('rollout-start').waitFor({ timeout: patienceMs });
  });

  it('a version whose window stays empty -> the old one is back within 90 s and says why', async () => {
    await sign('1.2.0', (directory) =>
      writeFileSync(
        join(directory, 'kiosk', 'index.html'),
        '<!doctype html><title>empty</title><div id="root"></div>',
      ),
    );
    await rollOut();
    await action('1.2.0', 'error').waitFor({ timeout: 90_000 });
    expect(await action('1.2.0', 'error').textContent()).toContain('showed no screen');
    await seeScreen('welcome');
    const [back = 0, candidate = 0] = readyAtMs.toReversed();
    expect(back - candidate).toBeLessThan(90_000);
    await desk.goto(`${surroundings.fleet?.consoleUrl}#/terminals/DEMO-0001`);
    await desk.getByText('1.1.0').first().waitFor({ timeout: patienceMs });
  });
});
