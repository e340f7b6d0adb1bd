import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { HelpDesk } from './help-desk.ts';
import type { Resident } from './resident.ts';

const patience = { timeout: 20_000 };

/** A helper at the desk, with a camera and a voice, who is free. */
export async function openHelper(
  browser: Pick<Browser, 'newContext'> | BrowserContext,
  { pageUrl }: Pick<HelpDesk, 'pageUrl'>,
): Promise<Page> {
  const context =
    'newContext' in browser
      ? await browser.newContext({ locale: 'zh-CN', permissions: ['camera', 'microphone'] })
      : browser;
  const page = await context.newPage();
  await page.addInitScript(rememberConnections);
  await page.goto(pageUrl);
  await page.locator('[data-line="open"]').waitFor();
  await page.getByTestId('free').click();
  await page.locator('[data-testid="free"][aria-pressed="true"]').waitFor();
  return page;
}

interface WithConnections extends Window {
  connections?: RTCPeerConnection[];
}

/** Runs in the helper's page before its own program: keeps the connections of its calls at hand. */
function rememberConnections() {
  const kept: RTCPeerConnection[] = [];
  (window as WithConnections).connections = kept;
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      kept.push(this);
    }
  };
}

/** How many frames of the terminal's screen have come to the helper's browser, drawn or not. */
export function screenFrames(helper: Page): Promise<number> {
  return helper.evaluate(async () => {
    const placeOfScreen = 2;
    const connection = (window as WithConnections).connections?.at(-1);
    const receiver = connection?.getTransceivers()[placeOfScreen]?.receiver;
    const reports = [...((await receiver?.getStats()) ?? new Map()).values()];
    return Number(reports.find(({ type }) => type === 'inbound-rtp')?.framesReceived ?? 0);
  });
}

/** From the touch on help until both see that they are talking. Help stays open. */
export async function callHelper(resident: Resident, page: Page, helper: Page): Promise<void> {
  await resident.touch('help');
  await resident.touch('call-ring');
  await helper.getByTestId('accept').click();
  await page.getByTestId('call-bar').waitFor();
}

/** Puts a value for a field of the form in view before the resident. */
export async function proposeValue(helper: Page, fieldKey: string, value: string): Promise<void> {
  await helper.getByTestId('propose-field').selectOption(fieldKey);
  await helper.getByTestId('propose-value').fill(value);
  await helper.getByTestId('propose-send').click();
}

/** A picture has come through: the element has a size of its own. */
export async function waitForPicture(page: Page, testId: string): Promise<void> {
  await page.waitForFunction(
    (id) => (document.querySelector<HTMLVideoElement>(`video[data-testid="${id}"]`)?.videoWidth ?? 0) > 0,
    testId,
    patience,
  );
}

/** Moves the helper's hand to where the terminal draws `part`; returns the place in the helper's picture. */
export async function pointAt(
  terminal: Page,
  part: Locator,
  helper: Page,
): Promise<{ x: number; y: number }> {
  const share = await shareOf(terminal, part);
  const picture = await helper.getByTestId('screen').boundingBox();
  if (!picture) throw new Error('no screen is shown');
  const position = {
    x: (share.x + share.width / 2) * picture.width,
    y: (share.y + share.height / 2) * picture.height,
  };
  await helper.getByTestId('screen').hover({ position });
  return position;
}

/** Where it stands, in shares of the screen. */
async function shareOf(terminal: Page, part: Locator) {
  const box = await part.boundingBox();
  const size = terminal.viewportSize();
  if (!box || !size) throw new Error('there is nothing to look at');
  return {
    x: box.x / size.width,
    y: box.y / size.height,
    width: box.width / size.width,
    height: box.height / size.height,
  };
}

/**
 * What the helper's picture of the screen has where the terminal draws `part`: `flat`, one colour
 * from edge to edge, in which nothing can be read, or `written`. Looks until three frames in a row agree.
 */
export async function inkAt(terminal: Page, part: Locator, helper: Page): Promise<'flat' | 'written'> {
  return helper.evaluate(lookAt, await shareOf(terminal, part));
}

/** Runs in the helper's page. */
async function lookAt(share: { x: number; y: number; width: number; height: number }) {
  const video = document.querySelector<HTMLVideoElement>('video[data-testid="screen"]');
  if (!video) throw new Error('no screen is shown');
  const nextFrame = () => new Promise<void>((resolve) => video.requestVideoFrameCallback(() => resolve()));
  const look = (): 'flat' | 'written' => {
    const { videoWidth, videoHeight } = video;
    // Edges are blurred by the way the picture came.
    const edge = 4;
    const width = Math.floor(share.width * videoWidth) - 2 * edge;
    const height = Math.floor(share.height * videoHeight) - 2 * edge;
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    const left = share.x * videoWidth + edge;
    const top = share.y * videoHeight + edge;
    context.drawImage(video, left, top, width, height, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    let [darkest, lightest] = [255, 0];
    for (let at = 1; at < data.length; at += 4) {
      darkest = Math.min(darkest, data[at] ?? 0);
      lightest = Math.max(lightest, data[at] ?? 0);
    }
    const noiseOfCoding = 40;
    return lightest - darkest <= noiseOfCoding ? 'flat' : 'written';
  };
  let [last, same] = [look(), 1];
  while (same < 3) {
    await nextFrame();
    const now = look();
    same = now === last ? same + 1 : 1;
    last = now;
  }
  return last;
}
