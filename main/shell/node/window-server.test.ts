import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { closeCodes, startWindowServer, type WindowServer } from './window-server.ts';

const token = 'the-token-of-this-start';

describe('window server', () => {
  let directory: string;
  let server: WindowServer;
  let origin: string;
  let coreServes: boolean;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'window-server-'));
    mkdirSync(join(directory, 'kiosk'));
    writeFileSync(join(directory, 'kiosk', 'index.html'), '<h1>window</h1>');
    writeFileSync(join(directory, 'outside.txt'), 'secret');
    coreServes = true;
    server = await startWindowServer({
      kioskDirectory: join(directory, 'kiosk'),
      port: 0,
      token,
      connectToCore: (socket) => {
        if (coreServes) socket.on('message', (data) => socket.send(data.toString()));
        return coreServes;
      },
    });
    origin = new URL(server.url).origin;
  });
  afterEach(async () => {
    await server.stop();
    rmSync(directory, { recursive: true });
  });

  const line = (options: { token?: string; origin?: string; path?: string } = {}) =>
    new WebSocket(
      `${origin.replace('http', 'ws')}${options.path ?? '/rpc'}?token=${options.token ?? token}`,
      {
        origin: options.origin ?? origin,
      },
    );
  const opened = (socket: WebSocket) => new Promise<void>((resolve) => socket.once('open', () => resolve()));
  const closeCode = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', resolve));
  const refused = (socket: WebSocket) =>
    new Promise<string>((resolve) => socket.once('error', (error) => resolve(error.message)));

  it('keeps the token out of what is sent to any server', () => {
    expect(new URL(server.url).hash).toBe(`#token=${token}`);
    expect(new URL(server.url).search).toBe('');
  });

  it('serves the window under a strict content policy, and nothing outside its folder', async () => {
    const page = await fetch(origin);
    expect(await page.text()).toContain('window');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    const outside = await fetch(`${origin}/..%2foutside.txt`);
    expect(outside.status).toBe(404);
  });

  it('another page, another program or a wrong token -> no line to the core', async () => {
    expect(await refused(line({ origin: 'http://127.0.0.1:1' }))).toContain('403');
    expect(await refused(line({ token: 'guess' }))).toContain('403');
    expect(await refused(line({ path: '/other' }))).toContain('403');
  });

  it('a second window -> sent away, the first goes on', async () => {
    const first = line();
    await opened(first);
    const second = line();
    expect(await closeCode(second)).toBe(closeCodes.windowTaken);
    expect(first.readyState).toBe(WebSocket.OPEN);
    first.close();
  });

  it('core away -> told so by the close code, and served once it is back', async () => {
    coreServes = false;
    expect(await closeCode(line())).toBe(closeCodes.coreGone);
    coreServes = true;
    const again = line();
    await opened(again);
    again.close();
  });
});
