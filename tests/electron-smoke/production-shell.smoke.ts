import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { _electron, type ElectronApplication } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { electronBinaryPath } from '../../build/electron-runtime.ts';
import { builtPaths } from '../../build/paths.ts';
import { type Surroundings, startSurroundings } from '../../build/stack.ts';

let stack: Surroundings;
let shell: ElectronApplication;
let page: Page;

beforeAll(async () => {
  stack = await startSurroundings();
  shell = await _electron.launch({
    executablePath: electronBinaryPath,
    args: [builtPaths.electronMain, '--config', stack.configPath],
  });
  page = await shell.firstWindow();
});

afterAll(async () => {
  await shell?.close();
  await stack?.stop();
});

describe('production shell', () => {
  it('shows the welcome screen from the sandbox, with nothing of Node in reach', async () => {
    await page.locator('button').first().waitFor();
    expect(page.url()).toMatch(/^budayang:\/\/kiosk\//);
    expect(
      await page.evaluate(() => ['require', 'process', 'module'].filter((name) => name in globalThis)),
    ).toEqual([]);
    const preferences = await shell.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0];
      return { kiosk: window?.isKiosk(), windows: BrowserWindow.getAllWindows().length };
    });
    expect(preferences).toEqual({ kiosk: true, windows: 1 });
  });

  it('does not leave its page, open another or fetch from elsewhere', async () => {
    await page.evaluate(() => {
      window.open('https://example.org/');
      window.location.href = 'https://example.org/';
    });
    expect(page.url()).toMatch(/^budayang:\/\/kiosk\//);
    expect(await shell.windows()).toHaveLength(1);
    expect(
      await page.evaluate(() =>
        fetch('https://example.org/').then(
          () => 'fetched',
          () => 'refused',
        ),
      ),
    ).toBe('refused');
  });

  it('page crashed -> a resident sees the welcome screen again', async () => {
    const reloaded = shell.waitForEvent('console', { timeout: 1 }).catch(() => null);
    await shell.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
    );
    await reloaded;
    await expect
      .poll(() =>
        shell.evaluate(async ({ BrowserWindow }) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          if (!contents || contents.isCrashed() || contents.isLoading()) return '';
          return String(await contents.executeJavaScript('document.querySelector("button")?.tagName ?? ""'));
        }),
      )
      .toBe('BUTTON');
  });

  it('a second start does not open a second terminal', async () => {
    const second = await _electron.launch({
      executablePath: electronBinaryPath,
      args: [join(builtPaths.electronMain), '--config', stack.configPath],
    });
    await expect.poll(() => second.process().exitCode).toBe(0);
    expect(shell.windows()).toHaveLength(1);
  });
});
