import { systemClock } from '../../contract/clock.ts';
import { fictionalPeople, type MaterialLayoutName } from '../../fixtures/index.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';
import { comparePage } from '../../main/core/precheck/compare.ts';
import { startEngine } from '../../main/core/precheck/engine.ts';
import { PageReader } from '../../main/core/precheck/page-reader.ts';
import { clean, type Degradation, deg1, deg2, photographPage } from './synthetic-page.ts';

// Prints how many names and identity numbers the pre-check reads right on drawn pages, and how
// long it takes: node tests/bench/ocr-accuracy.ts [seeds per page, default 2] [first seed, default 1]

const levels: Record<string, Degradation> = { clean, deg1, deg2 };
const layouts: readonly MaterialLayoutName[] = ['household-register-page', 'resident-id-card-front'];
/** Persons whose names hold a character that no OCR model here knows. */
const rareNames = new Set(['zhao-jili', 'qian-chongli']);

const seedCount = Number(process.argv[2] ?? 2);
const firstSeed = Number(process.argv[3] ?? 1);
const verbose = process.argv.includes('--verbose');

interface Tally {
  pages: number;
  numbers: number;
  names: number;
  commonNames: number;
  verdicts: Record<string, number>;
  wrongNumbers: number;
  ms: number[];
}

const startedAt = performance.now();
const reader = new PageReader(
  () => startEngine(new URL('../../main/core/precheck/entry.ts', import.meta.url)),
  systemClock,
  () => process.exit(1),
);
await reader.warm();
console.log(`engine warm after ${Math.round(performance.now() - startedAt)} ms`);
await readOnce('household-register-page', 'zhang-ceshi', clean, 'first page');

for (const layout of layouts) {
  for (const [level, look] of Object.entries(levels)) {
    console.log(`${layout} ${level}: ${describe(await tallyLevel(layout, look))}`);
  }
}
console.log(`resident memory ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MiB`);
reader.close();

async function tallyLevel(layout: MaterialLayoutName, look: Degradation): Promise<Tally> {
  const tally: Tally = {
    pages: 0,
    numbers: 0,
    names: 0,
    commonNames: 0,
    verdicts: {},
    wrongNumbers: 0,
    ms: [],
  };
  for (const { personId, card } of fictionalPeople) {
    for (let seed = firstSeed; seed < firstSeed + seedCount; seed++) {
      const { reading, ms } = await readOnce(layout, personId, vary(look, `${personId} ${seed}`));
      const textOf = (field: string) =>
        reading.state === 'read' ? reading.fields.find((one) => one.field === field)?.text : undefined;
      const verdict = comparePage(material(layout), reading, {
        name: card.name,
        idNumber: card.idNumber,
      }).verdict;
      tally.pages++;
      tally.ms.push(ms);
      tally.verdicts[verdict] = (tally.verdicts[verdict] ?? 0) + 1;
      if (textOf('idNumber') === card.idNumber) tally.numbers++;
      else if (textOf('idNumber')) tally.wrongNumbers++;
      if (!rareNames.has(personId)) {
        tally.commonNames++;
        if (textOf('name') === card.name) tally.names++;
      }
      const right = textOf('idNumber') === card.idNumber && textOf('name') === card.name;
      if (verbose && !right) console.log(`  ${personId} ${seed}: ${JSON.stringify(reading)}`);
    }
  }
  return tally;
}

/** Other angles, places and print offsets for every seed, as bad as the level says. */
function vary(look: Degradation, seedText: string): Degradation {
  const random = seededRandom(seedText);
  const around = (reach: number) => (random() * 2 - 1) * reach;
  return {
    ...look,
    rotationDegrees: look.rotationDegrees + around(1),
    shiftMm: { x: around(5), y: around(5) },
    printOffsetMm: look === clean ? look.printOffsetMm : { x: around(1), y: around(1) },
    seed: Math.floor(random() * 1_000_000),
  };
}

async function readOnce(layout: MaterialLayoutName, personId: string, look: Degradation, label?: string) {
  const picture = await photographPage(layout, personId, look);
  const image = new Uint8Array(await picture.arrayBuffer());
  const begin = performance.now();
  const result = await reader.read(layout, image);
  const ms = performance.now() - begin;
  if (!result.ok) throw new Error(`not read: ${result.error}`);
  if (label) console.log(`${label} ${Math.round(ms)} ms`);
  return { reading: result.value, ms };
}

function material(layout: MaterialLayoutName) {
  const text = { zh: '材料', en: 'Material' };
  return {
    materialCode: 'M-1',
    name: text,
    hint: text,
    layout,
    compare: [
      { read: 'name' as const, formKey: 'name' },
      { read: 'idNumber' as const, formKey: 'idNumber' },
    ],
  };
}

function describe(tally: Tally): string {
  const ms = tally.ms.toSorted((left, right) => left - right);
  const at = (share: number) => Math.round(ms[Math.min(ms.length - 1, Math.floor(share * ms.length))] ?? 0);
  const verdicts = Object.entries(tally.verdicts).map(([verdict, count]) => `${verdict} ${count}`);
  return [
    `number ${tally.numbers}/${tally.pages} (${tally.wrongNumbers} wrong)`,
    `name ${tally.names}/${tally.commonNames}`,
    verdicts.join(', '),
    `${at(0.5)} ms median, ${at(0.95)} ms p95`,
  ].join('; ');
}
