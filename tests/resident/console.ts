import type { Page } from 'playwright-core';
import type { StartedFleet } from '../../build/stack/fleet.ts';

const patienceMs = 30_000;

/** Types name and password; what comes then is for the caller to wait for. */
export async function signIn(desk: Page, userName: string, password: string): Promise<void> {
  await desk.locator('[name="userName"]').fill(userName);
  await desk.locator('[name="password"]').fill(password);
  await desk.locator('[type="submit"]').click();
}

/** With the one-time password of this start, and a password of one's own then. */
export async function signInFirst(
  desk: Page,
  { userName, oneTimePassword }: NonNullable<StartedFleet['admin']>,
  ownPassword: string,
): Promise<void> {
  await signIn(desk, userName, oneTimePassword);
  await desk.locator('[name="newPassword"]').fill(ownPassword, { timeout: patienceMs });
  await desk.locator('[name="password"]').fill(oneTimePassword);
  await desk.locator('[type="submit"]').click();
  await desk.getByTestId('signed-in').waitFor({ timeout: patienceMs });
  await desk.locator('[name="newPassword"]').waitFor({ state: 'detached', timeout: patienceMs });
}
