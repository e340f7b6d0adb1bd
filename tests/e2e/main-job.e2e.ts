import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { landscape, portrait } from '../resident/browser.ts';
import { compareLedgers } from '../resident/ledgers.ts';
import { visits } from '../resident/scenarios.ts';
import { personNamed, type Stage, setStage } from '../resident/stage.ts';

describe('the main job, end to end', () => {
  let stage: Stage;
  let page: Page | undefined;

  beforeAll(async () => {
    stage = await setStage({});
  });
  afterAll(() => stage.close());
  afterEach(() => page?.close());

  for (const visit of visits) {
    it(`${visit.name} -> an accepted case, its paper or parcel, and a wiped machine`, async () => {
      page = await stage.openWindow(visit.kind === 'query' ? landscape : portrait);
      const resident = stage.resident(page, visit.personId);
      await visit.prepare(stage.bench, stage.city);
      const acceptanceNumber = await visit.play(resident, personNamed(visit.personId));
      expect(acceptanceNumber).toMatch(/^[A-Z0-9-]{8,}$/);
      await resident.rate(visit.rating);
      const { name, idNumber } = personNamed(visit.personId).card;
      const left = await page.content();
      expect(left).not.toContain(name);
      expect(left).not.toContain(idNumber);
      expect(await compareLedgers(stage)).toEqual([]);
    });
  }

  it('nothing of any person stands in any log', () => {
    const directory = join(stage.stack.directory, 'logs');
    const logs = readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'));
    for (const { card, mobilePhone } of visits.map((visit) => personNamed(visit.personId))) {
      for (const text of [card.name, card.idNumber, card.address, mobilePhone]) {
        expect(logs.some((log) => log.includes(text))).toBe(false);
      }
    }
    expect(logs.join('')).toContain('session_ended');
  });

  it('every paper carries the number the screen showed, in Chinese the printer knows', async () => {
    const { printer } = await stage.bench.readState();
    // What costs money comes with a receipt of its own.
    const paid = visits.filter((visit) => visit.name.startsWith('property-extract'));
    expect(printer.papers.length).toBe(visits.length + paid.length);
    const cut = (await stage.bench.readLedger()).filter((entry) => entry.type === 'paper_cut');
    expect(cut.every((entry) => entry.complete && entry.qrTexts.length > 0)).toBe(true);
  });
});
