import { describe, expect, it } from 'vitest';
import { isWindowPage, servedFile } from './served-file.ts';

const directory = '/opt/budayang/dist/kiosk';

describe('files served to the window', () => {
  it('serves what the window is built of, with its type', () => {
    expect(servedFile(directory, 'budayang://kiosk/')).toEqual({
      path: `${directory}/index.html`,
      contentType: 'text/html; charset=utf-8',
    });
    expect(servedFile(directory, 'budayang://kiosk/assets/a%20b.js?v=1#x')).toEqual({
      path: `${directory}/assets/a b.js`,
      contentType: 'text/javascript; charset=utf-8',
    });
  });

  it.each([
    'budayang://kiosk/..%2f..%2f..%2fsecrets.json',
    'budayang://kiosk/assets/..%2f..%2f..%2fsecrets.json',
    'budayang://kiosk/..%2fkiosk-beside/index.html',
    'budayang://kiosk/..%5c..%5csecrets.json',
    'budayang://kiosk/a.js%00.png',
    'budayang://kiosk/%E0%A4%A.js',
    'budayang://kiosk-beside/index.html',
    'budayang://other/index.html',
    'file:///etc/passwd.json',
    'not a url',
    'budayang://kiosk/core.node',
    'budayang://kiosk/assets',
  ])('%s -> nothing is served', (url) => {
    expect(servedFile(directory, url)).toBeNull();
  });

  it('dots in plain sight stay inside the folder', () => {
    expect(servedFile(directory, 'budayang://kiosk/../../secrets.json')?.path).toBe(
      `${directory}/secrets.json`,
    );
    expect(servedFile(directory, 'budayang://kiosk/%2e%2e/%2e%2e/secrets.json')?.path).toBe(
      `${directory}/secrets.json`,
    );
  });

  it('only pages of ours are pages of ours', () => {
    expect(isWindowPage('budayang://kiosk/index.html#/slip')).toBe(true);
    expect(isWindowPage('https://kiosk/index.html')).toBe(false);
    expect(isWindowPage('budayang://kiosk.evil.example/')).toBe(false);
    expect(isWindowPage('about:blank')).toBe(false);
  });
});
