import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstContents, firstNotices } from './contents.ts';

const catalogDirectory = fileURLToPath(new URL('../../../catalog', import.meta.url));

describe('the catalogue a start begins with', () => {
  let dataDirectory: string;
  let place: string;
  beforeEach(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'contents-'));
    place = join(dataDirectory, 'catalogue');
    await mkdir(join(place, '2.0.0'), { recursive: true });
  });
  afterEach(() => rm(dataDirectory, { recursive: true }));

  const codes = async () => {
    const contents = await firstContents({ catalogDirectory, dataDirectory });
    return contents.ok ? contents.value.items.map(({ itemCode }) => itemCode) : [];
  };

  it('none from the fleet -> the one of the configuration', async () => {
    expect((await codes()).length).toBeGreaterThan(1);
  });

  it('one of the fleet is in force -> that one', async () => {
    await cp(join(catalogDirectory, 'parcel-pickup.json'), join(place, '2.0.0', 'parcel-pickup.json'));
    await writeFile(join(place, 'current.json'), '{"version":"2.0.0"}');
    expect(await codes()).toEqual(['312000990002']);
  });

  it('one this program does not understand, as after it went back -> the one of the configuration, not no service', async () => {
    await writeFile(join(place, '2.0.0', 'parcel-pickup.json'), '{"itemCode":"of a later program"}');
    await writeFile(join(place, 'current.json'), '{"version":"2.0.0"}');
    expect((await codes()).length).toBeGreaterThan(1);
  });
});

describe('the notices a start begins with', () => {
  let dataDirectory: string;
  beforeEach(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'notices-'));
    await mkdir(join(dataDirectory, 'notices', '1.0.0'), { recursive: true });
    await writeFile(join(dataDirectory, 'notices', 'current.json'), '{"version":"1.0.0"}');
  });
  afterEach(() => rm(dataDirectory, { recursive: true }));

  it.each([
    ['those of the fleet', { notices: [{ text: { zh: '今日停电', en: 'No power today' } }] }, 1],
    ['a text nobody could read in passing', { notices: [{ text: { zh: '长'.repeat(41), en: 'long' } }] }, 0],
    ['one language only', { notices: [{ text: { zh: '今日停电' } }] }, 0],
  ])('%s -> %#', async (_what, file, shown) => {
    await writeFile(join(dataDirectory, 'notices', '1.0.0', 'notices.json'), JSON.stringify(file));
    expect((await firstNotices({ dataDirectory })).notices).toHaveLength(shown);
  });
});
