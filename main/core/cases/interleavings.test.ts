import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseId } from '../../../contract/words.ts';
import { modelCodes } from './model-payments.ts';
import { type ItemKind, ModelWorld } from './model-world.ts';

type PaymentVerb = 'payByQr' | 'stopCharge' | 'declinePayment';
type PayersDeed = 'payersPay' | 'payersRefuse' | 'deliverLate';

type Simple =
  | 'retry'
  | 'abandon'
  | 'leave'
  | 'cityReachable'
  | 'kill'
  | 'restartHosts'
  | 'closeDoors'
  | 'cutOffRemnant'
  | 'takeItem'
  | 'skipReading'
  | 'stopWaiting'
  | PaymentVerb
  | PayersDeed;

/** One thing that can happen to a terminal. */
type Happening =
  | { what: 'begin'; kind: ItemKind }
  | { what: Simple }
  | { what: 'rate'; level: number | null }
  | { what: 'holdUp'; number: string }
  | { what: 'payByCode'; code: keyof typeof modelCodes }
  | { what: 'payment'; mood: ModelWorld['payments']['mood'] }
  | { what: 'city'; mood: ModelWorld['city']['mood'] }
  | { what: 'printer'; mood: ModelWorld['devices']['printer'] }
  | { what: 'locker'; mood: ModelWorld['devices']['locker'] }
  | { what: 'time'; ms: number };

const one = (what: Simple): fc.Arbitrary<Happening> => fc.constant({ what });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('begin'),
      kind: fc.constantFrom('application', 'query', 'pickup', 'paid', 'paid', 'invoices', 'officer'),
    }),
  },
  { weight: 2, arbitrary: one('retry') },
  { weight: 1, arbitrary: one('abandon') },
  { weight: 3, arbitrary: one('leave') },
  { weight: 1, arbitrary: one('cityReachable') },
  { weight: 2, arbitrary: one('kill') },
  { weight: 1, arbitrary: one('restartHosts') },
  { weight: 1, arbitrary: one('closeDoors') },
  { weight: 1, arbitrary: one('cutOffRemnant') },
  { weight: 3, arbitrary: one('takeItem') },
  { weight: 1, arbitrary: one('skipReading') },
  { weight: 1, arbitrary: one('stopWaiting') },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('holdUp'),
      number: fc.constantFrom('10001001', '10001002', '10001003', '10002001'),
    }),
  },
  { weight: 2, arbitrary: one('payByQr') },
  { weight: 1, arbitrary: one('stopCharge') },
  { weight: 1, arbitrary: one('declinePayment') },
  { weight: 2, arbitrary: one('payersPay') },
  { weight: 1, arbitrary: one('payersRefuse') },
  { weight: 1, arbitrary: one('deliverLate') },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('payByCode'),
      code: fc.constantFrom('sufficient', 'insufficient', 'password'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('payment'),
      mood: fc.constantFrom(
        ...(['answers', 'away', 'answer_lost', 'late', 'server_error', 'other_amount', 'nonsense'] as const),
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('rate'), level: fc.constantFrom(null, 1, 3, 5) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('city'),
      mood: fc.constantFrom('answers', 'away', 'answer_lost', 'refuses'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('printer'),
      mood: fc.constantFrom('ready', 'paper_out', 'answer_lost', 'silent', 'away'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('locker'),
      mood: fc.constantFrom('ready', 'stuck', 'answer_lost', 'away'),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('time'),
      ms: fc.constantFrom(0, 0, 400, 5000, 30_000, 240_000),
    }),
  },
);

const terminal = fc.record({
  /** Distances between deaths, counted in boundaries of transactions and effects. */
  deaths: fc.array(fc.nat({ max: 40 }), { maxLength: 4 }),
  /** A power cut takes the device hosts and what they remember along. */
  hostsDieToo: fc.boolean(),
  countsCuts: fc.boolean(),
  hasScanner: fc.boolean(),
});
type Terminal = typeof terminal extends fc.Arbitrary<infer Value> ? Value : never;

/** What goes wrong once in thousands of stories is looked for with more of them: `BUDAYANG_STORIES=5000`. */
const stories = Number(process.env['BUDAYANG_STORIES'] ?? 300);
const deadlineMs = 400 * Math.max(stories, 300);

describe('any order of events, with deaths at any boundary', () => {
  it(
    'no case is lost, nothing happens without or twice for an intent, every intent ends',
    async () => {
      const story = fc.array(happening, { minLength: 4, maxLength: 30 });
      await fc.assert(
        fc.asyncProperty(story, terminal, async (happenings, conditions) => {
          const world = new ModelWorld();
          try {
            await tell(world, happenings, conditions);
            expect(world.failures).toEqual([]);
            expect(world.violations()).toEqual([]);
            // Everything is at rest: what the residents left behind does not stay on the disk.
            for (const kept of world.report().cases) {
              expect(kept, kept.caseId).toMatchObject({ state: 'case_closed', sealed: [] });
            }
          } finally {
            world.close();
          }
        }),
        { numRuns: stories },
      );
    },
    deadlineMs,
  );
});

async function tell(world: ModelWorld, story: readonly Happening[], conditions: Terminal): Promise<void> {
  const left = [...conditions.deaths];
  let next = left.shift() ?? Infinity;
  world.devices.countsCuts = conditions.countsCuts;
  world.units.hasScanner = conditions.hasScanner;
  world.killAt = () => {
    if (next-- > 0) return false;
    next = left.shift() ?? Infinity;
    return true;
  };
  let current: CaseId | null = null;
  for (const happening of story) {
    // What happens to the city and the devices may also happen while the program is down.
    if (happening.what === 'begin' || happening.what === 'time') live(world, conditions);
    current = await happen(world, happening, current);
  }
  world.killAt = () => false;
  live(world, conditions);
  world.city.mood = 'answers';
  world.payments.mood = 'answers';
  world.payments.deliverLate();
  world.devices.printer = 'ready';
  world.devices.locker = 'ready';
  await world.run(1_000_000);
  for (const { caseId } of world.report().cases) world.act((runner) => runner.sessionEnded(caseId));
  await world.run(1_000_000);
}

function live(world: ModelWorld, { hostsDieToo }: Terminal): void {
  while (!world.isRunning) {
    if (hostsDieToo) world.devices.restartHosts();
    world.start();
  }
}

async function happen(
  world: ModelWorld,
  happening: Happening,
  current: CaseId | null,
): Promise<CaseId | null> {
  switch (happening.what) {
    case 'begin':
      // As in life, a session ends before the next begins.
      if (current) world.act((runner) => runner.sessionEnded(current));
      return world.begin(happening.kind);
    case 'retry':
      if (current) world.act((runner) => runner.retryDelivery(current));
      return current;
    case 'abandon':
      if (current) world.act((runner) => runner.abandonDelivery(current));
      return current;
    case 'leave':
      if (current) world.act((runner) => runner.sessionEnded(current));
      return null;
    case 'rate':
      if (current) world.act((runner) => runner.rate(current, happening.level));
      return current;
    case 'cityReachable':
      world.act((runner) => runner.cityReachable());
      return current;
    case 'payByCode':
      if (current) world.act((runner) => runner.payByCode(current, modelCodes[happening.code]));
      return current;
    case 'payByQr':
    case 'stopCharge':
    case 'declinePayment': {
      const { what } = happening;
      if (current) world.act((runner) => runner[what](current));
      return current;
    }
    case 'payersPay':
    case 'payersRefuse':
    case 'deliverLate': {
      const { what } = happening;
      world.payments[what]();
      return current;
    }
    case 'payment':
      world.payments.mood = happening.mood;
      return current;
    case 'kill':
      world.kill();
      return null;
    case 'restartHosts':
      world.devices.restartHosts();
      return current;
    case 'closeDoors':
      world.devices.closeDoors();
      return current;
    case 'takeItem':
      world.units.take();
      return current;
    case 'skipReading':
    case 'stopWaiting': {
      const { what } = happening;
      if (current) world.act((runner) => runner[what](current));
      return current;
    }
    case 'holdUp':
      world.units.holdUp(happening.number);
      return current;
    case 'cutOffRemnant':
      world.devices.cutOffRemnant();
      return current;
    case 'city':
      world.city.mood = happening.mood;
      return current;
    case 'printer':
      world.devices.printer = happening.mood;
      return current;
    case 'locker':
      world.devices.locker = happening.mood;
      return current;
    case 'time':
      await world.run(happening.ms);
      return world.isRunning ? current : null;
  }
}
