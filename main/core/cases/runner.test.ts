import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaseId } from '../../../contract/words.ts';
import { type ItemKind, ModelWorld } from './model-world.ts';

let world: ModelWorld;

beforeEach(() => {
  world = new ModelWorld();
  world.start();
});

afterEach(() => {
  expect(world.failures).toEqual([]);
  if (!world.isRunning) world.start();
  expect(world.violations()).toEqual([]);
  world.close();
});

async function begin(kind: ItemKind): Promise<CaseId> {
  const caseId = world.begin(kind);
  if (!caseId) throw new Error('not begun');
  await world.run(0);
  return caseId;
}

const view = (caseId: CaseId) => {
  const seen = world.runner.readCase(caseId);
  if (!seen) throw new Error('no such case');
  return seen;
};

const papers = () => world.devices.ledger.filter(({ type }) => type === 'paper_cut');

describe('a case on a good day', () => {
  it('is accepted, its receipt comes out, is rated and leaves nothing sealed on the disk', async () => {
    const caseId = await begin('application');
    expect(view(caseId)).toMatchObject({
      phase: 'finished',
      acceptance: { state: 'accepted', acceptanceNumber: 'CASE-000001' },
      deliverables: [{ kind: 'receipt', state: 'done' }],
      slip: { title: '受理回执' },
      canRate: true,
    });
    expect(world.runner.rate(caseId, 5).ok).toBe(true);
    world.runner.sessionEnded(caseId);
    await world.run(0);
    const [kept] = world.report().cases;
    expect(kept).toMatchObject({ state: 'case_closed', sealed: [], openTasks: [] });
    expect(world.city.ledger.map(({ type }) => type)).toEqual(['case_accepted', 'case_rated']);
  });

  it('opens the cell, tells the city that the parcel left, then prints', async () => {
    const caseId = await begin('pickup');
    expect(view(caseId)).toMatchObject({
      phase: 'finished',
      cell: { board: 1, cell: 2, door: 'open' },
      deliverables: [
        { kind: 'parcel', state: 'done' },
        { kind: 'receipt', state: 'done' },
      ],
    });
    expect(world.city.ledger.map(({ type }) => type)).toContain('parcel_handed_over');
  });

  it('prints the certificate with the code that verifies it', async () => {
    await begin('query');
    expect(papers()).toMatchObject([
      { qrTexts: ['https://city.example/verify/1', expect.stringMatching(/^budayang:.*:CASE-000001$/)] },
    ]);
  });
});
