import { describe, expect, it } from 'vitest';
import type { CaseId } from '../../../contract/words.ts';
import { modelCodes } from './model-payments.ts';
import { type ItemKind, ModelWorld } from './model-world.ts';

/** One resident from the confirmation to the rating, told to a running program. */
async function liveThrough(world: ModelWorld, kind: ItemKind): Promise<void> {
  const caseId = world.begin(kind);
  await world.run(kind === 'paid' ? 1000 : 30_000);
  if (!caseId) return;
  if (kind === 'paid') await pay(world, caseId);
  world.act((runner) => runner.retryDelivery(caseId));
  await world.run(30_000);
  world.act((runner) => runner.rate(caseId, 4));
  await world.run(1000);
  world.act((runner) => runner.sessionEnded(caseId));
  await world.run(1000);
}

/** First the way that does not succeed, then the other; after bad answers nobody waits longer. */
async function pay(world: ModelWorld, caseId: CaseId): Promise<void> {
  world.act((runner) => runner.payByQr(caseId));
  await world.run(2000);
  world.act((runner) => runner.stopCharge(caseId));
  await world.run(2000);
  world.act((runner) => runner.payByCode(caseId, modelCodes.sufficient));
  await world.run(100_000);
}

/** What makes a day bad; put right before the check. */
const days: Record<string, (world: ModelWorld) => void> = {
  'a good day': () => {},
  'the city away': (world) => {
    world.city.mood = 'away';
  },
  'the city answering into the void': (world) => {
    world.city.mood = 'answer_lost';
  },
  'the city refusing': (world) => {
    world.city.mood = 'refuses';
  },
  'paper out': (world) => {
    world.devices.printer = 'paper_out';
  },
  'a printer that prints and does not say so': (world) => {
    world.devices.printer = 'answer_lost';
  },
  'a printer that neither prints nor says so': (world) => {
    world.devices.printer = 'silent';
  },
  'a printer without counter that does not say so': (world) => {
    world.devices.printer = 'answer_lost';
    world.devices.countsCuts = false;
  },
  'the printer away': (world) => {
    world.devices.printer = 'away';
  },
  'a stuck lock': (world) => {
    world.devices.locker = 'stuck';
  },
  'a lock that opens and does not say so': (world) => {
    world.devices.locker = 'answer_lost';
  },
};

/** What makes a day bad for somebody who pays. */
const daysOfMoney: Record<string, (world: ModelWorld) => void> = {
  'payment away': (world) => {
    world.payments.mood = 'away';
  },
  'payment acting and not answering': (world) => {
    world.payments.mood = 'answer_lost';
  },
  'requests for payment arriving late and twice': (world) => {
    world.payments.mood = 'late';
  },
  'payment answering another amount': (world) => {
    world.payments.mood = 'other_amount';
  },
};

function putRight(world: ModelWorld): void {
  world.payments.mood = 'answers';
  world.payments.deliverLate();
  if (world.city.mood !== 'refuses') world.city.mood = 'answers';
  world.devices.printer = 'ready';
  world.devices.locker = 'ready';
}

/** Kills at one boundary, starts again, lets everything come to rest; what is wrong afterwards. */
async function killedAt(
  kind: ItemKind,
  day: (world: ModelWorld) => void,
  point: number,
  hosts: 'live' | 'die',
) {
  const world = new ModelWorld();
  try {
    day(world);
    world.killAt = (_, index) => index === point;
    world.start();
    await liveThrough(world, kind);
    const name = world.boundaries[point] ?? 'the end';
    const wasKilled = !world.isRunning;
    world.killAt = () => false;
    if (hosts === 'die') world.devices.restartHosts();
    if (!world.isRunning) world.start();
    putRight(world);
    world.act((runner) => runner.cityReachable());
    await world.run(900_000);
    return { name, wasKilled, violations: world.violations(), failures: world.failures };
  } finally {
    world.close();
  }
}

/** A lock matters where there is a parcel. */
const daysOf = (kind: ItemKind) => [
  ...Object.keys(days).filter((name) => kind === 'pickup' || !name.includes('lock')),
  ...(kind === 'paid' ? Object.keys(daysOfMoney) : []),
];

describe.each(['application', 'query', 'pickup', 'paid'] as const)('%s, killed at every boundary', (kind) => {
  it.each(daysOf(kind))(
    'on a day with %s nothing is lost and nothing happens twice',
    async (name) => {
      const day = days[name] ?? daysOfMoney[name] ?? (() => {});
      // What the hosts remember matters only where a device acted.
      for (const hosts of name.includes('the city') ? (['die'] as const) : (['live', 'die'] as const)) {
        for (let point = 0; ; point++) {
          const { wasKilled, ...found } = await killedAt(kind, day, point, hosts);
          expect(found, `${hosts} ${point}`).toMatchObject({ violations: [], failures: [] });
          if (!wasKilled) break;
        }
      }
    },
    120_000,
  );
});
