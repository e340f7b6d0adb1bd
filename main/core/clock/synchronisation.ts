import { execFile } from 'node:child_process';

/** Has a time server confirmed the clock? Null where nobody can say. */
export type AskSynchronised = () => Promise<boolean | null>;

/** Runs a program; null where it is not there, fails or takes too long. */
export type RunProgram = (program: string, parameters: readonly string[]) => Promise<string | null>;

const answerTimeoutMs = 1500;

export const runProgram: RunProgram = (program, parameters) =>
  new Promise((resolve) => {
    execFile(program, parameters, { timeout: answerTimeoutMs, windowsHide: true }, (error, output) =>
      resolve(error ? null : output),
    );
  });

/**
 * `timedatectl` tells what the kernel says (adjtimex, STA_UNSYNC), whoever sets the clock; `chronyc`
 * where there is no systemd. The leap status of chrony's fourteenth field is `Not synchronised` or else.
 */
export function askSynchronised(run: RunProgram = runProgram): AskSynchronised {
  return async () => {
    const systemd = await run('timedatectl', ['show', '--property=NTPSynchronized', '--value']);
    if (systemd?.trim() === 'yes') return true;
    const chrony = await run('chronyc', ['-c', 'tracking']);
    const leapStatus = chrony?.trim().split(',')[13];
    if (leapStatus !== undefined) return leapStatus !== 'Not synchronised';
    return systemd?.trim() === 'no' ? false : null;
  };
}
