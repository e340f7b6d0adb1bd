import { join, sep } from 'node:path';

export const windowScheme = 'budayang';
const windowHost = 'kiosk';
export const windowUrl = `${windowScheme}://${windowHost}/index.html`;

const contentTypes: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  png: 'image/png',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
  webp: 'image/webp',
  woff2: 'font/woff2',
};

export interface ServedFile {
  path: string;
  contentType: string;
}

/** The file of `directory` a URL of the window's scheme stands for; null for everything else. */
export function servedFile(directory: string, url: string): ServedFile | null {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== `${windowScheme}:` || parsed.host !== windowHost) return null;
  const name = decode(parsed.pathname);
  if (name === null || /[\0\\]/.test(name)) return null;
  const path = join(directory, name === '/' ? '/index.html' : name);
  if (!path.startsWith(directory + sep)) return null;
  const contentType = contentTypes[path.slice(path.lastIndexOf('.') + 1)];
  return contentType === undefined ? null : { path, contentType };
}

/** True for a page of ours, whatever its fragment. */
export function isWindowPage(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed?.protocol === `${windowScheme}:` && parsed.host === windowHost;
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
