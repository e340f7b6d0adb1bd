import { readFile } from 'node:fs/promises';
import { type Protocol, protocol } from 'electron';
import { contentSecurityPolicy } from '../window-policy.ts';
import { servedFile, windowScheme } from './served-file.ts';

/** Must run before the application is ready. */
export function declareWindowScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: windowScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the window's files, and nothing else, under the scheme of our own. */
export function serveWindowFiles(windowProtocol: Protocol, kioskDirectory: string): void {
  windowProtocol.handle(windowScheme, async (request) => {
    const file = request.method === 'GET' ? servedFile(kioskDirectory, request.url) : null;
    const content = file ? await readFile(file.path).catch(() => null) : null;
    if (!file || !content) return new Response(null, { status: 404 });
    return new Response(new Uint8Array(content), {
      headers: {
        'Content-Type': file.contentType,
        'Content-Security-Policy': contentSecurityPolicy,
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'no-store',
      },
    });
  });
}
