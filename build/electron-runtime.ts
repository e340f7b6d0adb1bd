import { join } from 'node:path';
import { root } from './root.ts';

/**
 * Where Electron's package puts its runtime once downloaded. Looked at as a file only: asking the
 * package itself would start the download.
 */
export const electronBinaryPath = join(
  root,
  'node_modules/electron/dist',
  process.platform === 'win32' ? 'electron.exe' : 'electron',
);
