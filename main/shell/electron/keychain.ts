import { safeStorage } from 'electron';
import type { Keychain } from '../../../link/index.ts';

/**
 * Keychain, DPAPI or the secret service, as Electron finds it. On Linux without a secret service
 * Electron would encrypt by a password that stands in its source; that protects nothing and counts as none.
 */
export function systemKeychain(): Keychain | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return null;
  return {
    seal: (bytes) => safeStorage.encryptString(Buffer.from(bytes).toString('base64')),
    unseal: (sealed) => Buffer.from(safeStorage.decryptString(Buffer.from(sealed)), 'base64'),
  };
}
