import type { Frame } from './frames.ts';

/** Encrypts or decrypts by the keychain of the operating system; null where there is none or it refused. */
export type AskSafeStorage = (act: 'seal' | 'unseal', bytes: Uint8Array) => Promise<Uint8Array | null>;

/** The keychain itself, where the shell reaches one. Both throw where it refuses. */
export interface Keychain {
  seal(bytes: Uint8Array): Uint8Array;
  unseal(sealed: Uint8Array): Uint8Array;
}

/** A keychain that waits for somebody to type a password must not keep a terminal from starting. */
const answerTimeoutMs = 10_000;

/** The child's end. */
export function safeStorageClient(send: (frame: Frame) => void): {
  ask: AskSafeStorage;
  onFrame(frame: Frame): void;
} {
  const waiting = new Map<number, (bytes: Uint8Array | null) => void>();
  let asked = 0;
  return {
    ask: (act, bytes) =>
      new Promise((resolve) => {
        asked += 1;
        const askId = asked;
        const answer = (answered: Uint8Array | null) => {
          clearTimeout(deadline);
          waiting.delete(askId);
          resolve(answered);
        };
        const deadline = setTimeout(() => answer(null), answerTimeoutMs);
        waiting.set(askId, answer);
        send({ kind: 'safe_storage_ask', askId, act, bytes });
      }),
    onFrame(frame) {
      if (frame.kind === 'safe_storage_answer') waiting.get(frame.askId)?.(frame.bytes);
    },
  };
}

/** The parent's end: answers every question of a child; a keychain that throws is none. */
export function answerSafeStorage(
  frame: Frame,
  keychain: Keychain | null,
  send: (frame: Frame) => void,
): void {
  if (frame.kind !== 'safe_storage_ask') return;
  const { askId, act, bytes } = frame;
  let answer: Uint8Array | null = null;
  try {
    answer = keychain ? Uint8Array.from(keychain[act](bytes)) : null;
  } catch {
    // The child says which key it could not get; why, the keychain's message would tell nobody here.
  }
  send({ kind: 'safe_storage_answer', askId, bytes: answer });
}
