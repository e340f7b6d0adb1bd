import { constants, open, stat } from 'node:fs/promises';

/** An open character device. Failures are rejections with the system's code. */
export interface CharacterDevice {
  /**
   * What is there now; null where nothing is. No bytes at all is an empty packet of a printer, or
   * what some systems give once the device is gone.
   */
  read(): Promise<Uint8Array | null>;
  /** How many of the bytes were taken; 0 where the device takes none now. */
  write(bytes: Uint8Array): Promise<number>;
  /** Does the path it was opened by still lead to it? */
  isPresent(): Promise<boolean>;
  close(): Promise<void>;
}

export type OpenCharacterDevice = (path: string) => Promise<CharacterDevice>;

const readSize = 4096;
/** `ENOSPC`: the kernel's printer driver says so when the printer ran out of paper. */
const takeNothingNow = ['EAGAIN', 'EINTR', 'ENOSPC'];

/** Opens a device so that no call waits for it: neither reading nor writing blocks. */
export const openCharacterDevice: OpenCharacterDevice = async (path) => {
  const handle = await open(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
  const opened = await handle.stat();
  if (!opened.isCharacterDevice()) {
    await handle.close();
    throw new Error(`${path} is not a character device`);
  }
  const buffer = new Uint8Array(readSize);
  return {
    async read() {
      const bytesRead = await unlessNothingNow(async () => (await handle.read(buffer)).bytesRead);
      return bytesRead === null ? null : buffer.slice(0, bytesRead);
    },
    write: async (bytes) =>
      (await unlessNothingNow(async () => (await handle.write(bytes)).bytesWritten)) ?? 0,
    async isPresent() {
      const now = await stat(path).catch(() => null);
      return now !== null && now.rdev === opened.rdev && now.ino === opened.ino;
    },
    close: () => handle.close(),
  };
};

async function unlessNothingNow(act: () => Promise<number>): Promise<number | null> {
  try {
    return await act();
  } catch (error) {
    if (takeNothingNow.includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}
