import { execFile } from 'node:child_process';

/** Who guards the vault's keys at rest. */
export const keySealerNames = ['file', 'systemd-creds', 'safe-storage'] as const;
export type KeySealerName = (typeof keySealerNames)[number];

/**
 * Encrypts the key-encryption keys for the disk by something outside this program. Both rejects
 * where the guard is not there or does not give.
 */
export interface KeySealer {
  readonly name: KeySealerName;
  seal(key: Uint8Array): Promise<Uint8Array>;
  unseal(sealed: Uint8Array): Promise<Uint8Array>;
}

/** No guard but the file's mode 0600 and its place outside the data directory. */
export const plainKeySealer: KeySealer = {
  name: 'file',
  seal: async (key) => key,
  unseal: async (sealed) => sealed,
};

const credentialName = 'budayang-vault';
const answerTimeoutMs = 10_000;

/**
 * `systemd-creds` of systemd 250 or newer: encrypts by the TPM2 chip where the machine has one,
 * else by a secret of the host under `/var/lib/systemd` that root alone can read. Up to systemd 255
 * it serves root alone.
 */
export const systemdKeySealer: KeySealer = {
  name: 'systemd-creds',
  seal: (key) => pipeThrough('encrypt', key),
  unseal: (sealed) => pipeThrough('decrypt', sealed),
};

function pipeThrough(verb: 'encrypt' | 'decrypt', input: Uint8Array): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      'systemd-creds',
      [verb, `--name=${credentialName}`, '-', '-'],
      { encoding: 'buffer', timeout: answerTimeoutMs, windowsHide: true },
      (error, output) => (error ? reject(error) : resolve(Uint8Array.from(output))),
    );
    // A program that is not there or ends early closes its input; its exit says more.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

/**
 * The keychain of the operating system, reached through the shell: Keychain, DPAPI, or the secret
 * service of a Linux desktop. Null from the shell means that it has none.
 */
export function shellKeySealer(
  ask: (act: 'seal' | 'unseal', bytes: Uint8Array) => Promise<Uint8Array | null>,
): KeySealer {
  const askFor = async (act: 'seal' | 'unseal', bytes: Uint8Array) => {
    const answer = await ask(act, bytes);
    if (!answer) throw new Error('the shell has no safe storage');
    return answer;
  };
  return {
    name: 'safe-storage',
    seal: (key) => askFor('seal', key),
    unseal: (sealed) => askFor('unseal', sealed),
  };
}
