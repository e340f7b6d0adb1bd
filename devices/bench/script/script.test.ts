import { describe, expect, it } from 'vitest';
import { SteppedClock } from '../../../contract/test-clock.ts';
import { seededRandom } from '../../../fixtures/index.ts';
import { phasesIn } from './phases.ts';
import { type Misfortune, parseScript, type Script } from './script.ts';
import { readExamples } from './script-desk.ts';
import { ScriptRun } from './script-run.ts';
import { knownWords } from './words.ts';

function scriptOf(steps: string): Script {
  const parsed = parseScript(`steps:\n${steps}`);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

/** A bench that only writes down what is done to it. */
function play(script: Script, seed = 1) {
  const clock = new SteppedClock();
  const deeds: string[] = [];
  const run = new ScriptRun({
    script,
    seed,
    clock,
    random: seededRandom(`${seed}`),
    handle: (misfortune: Misfortune) => {
      const says = JSON.stringify(misfortune);
      return {
        says,
        make: () => void deeds.push(`make ${says}`),
        undo: () => void deeds.push(`undo ${says}`),
      };
    },
    onHappening: () => {},
    onFailure: (error) => {
      throw error;
    },
  });
  run.start();
  return { run, clock, deeds };
}

const jam = '{"jam":"receipt-printer"}';

describe('script of misfortunes', () => {
  it('second slip -> the printer jams for 8 s, once; the first and the third slip do nothing', async () => {
    const { run, clock, deeds } = play(
      scriptOf('  - { when: { event: paper_cut, nth: 2 }, do: { jam: receipt-printer }, for: 8 s }'),
    );
    run.onEvent('paper_cut');
    clock.advance(100);
    expect(deeds).toEqual([]);
    run.onEvent('paper_cut');
    clock.advance(0);
    expect(deeds).toEqual([`make ${jam}`]);
    clock.advance(7999);
    run.onEvent('paper_cut');
    expect(deeds).toHaveLength(1);
    clock.advance(1);
    await Promise.resolve();
    await Promise.resolve();
    expect(deeds).toEqual([`make ${jam}`, `undo ${jam}`]);
    expect(run.happened.map(({ step, what }) => [step, what])).toEqual([
      [1, jam],
      [1, `${jam}: put right`],
    ]);
  });

  it('next card -> pulled away 40 ms later, not before', () => {
    const { run, clock, deeds } = play(
      scriptOf('  - { when: { event: card_laid }, after: 40 ms, do: { card: pulled_away } }'),
    );
    run.onEvent('card_laid');
    clock.advance(39);
    expect(deeds).toEqual([]);
    clock.advance(1);
    expect(deeds).toEqual(['make {"card":"pulled_away"}']);
  });

  it('phase of a command -> strikes before the unit hears it; commands of other devices do not count', () => {
    const { run, deeds } = play(
      scriptOf('  - { when: { phase: feeding, of: dispenser }, do: { unplug: dispenser } }'),
    );
    const feed = Buffer.from('f200000343323203b2', 'hex');
    run.onTold('door', feed);
    expect(deeds).toEqual([]);
    run.onTold('dispenser', feed);
    expect(deeds).toEqual(['make {"unplug":"dispenser"}']);
  });

  it('stopped -> everything still wrong is put right, and nothing more happens', async () => {
    const { run, clock, deeds } = play(
      scriptOf(
        '  - { when: start, do: { stuck: door } }\n  - { when: { every: 1 s }, do: { no_paper: dispenser }, for: 10 s }',
      ),
    );
    clock.advance(1000);
    await run.stop();
    expect(deeds.slice(-2)).toEqual(['undo {"no_paper":"dispenser"}', 'undo {"stuck":"door"}']);
    clock.advance(60_000);
    run.onEvent('card_laid');
    expect(deeds).toHaveLength(4);
  });

  it('same seed -> the same misfortunes; another seed -> others', () => {
    const happenedWith = (seed: number) => {
      const { run, clock } = play(
        scriptOf('  - { when: { every: 1 s }, do: { line: door, lose: 3 % }, chance: 50 %, for: 500 ms }'),
        seed,
      );
      clock.advance(60_000);
      return run.happened.map(({ atMs }) => atMs);
    };
    expect(happenedWith(7)).toEqual(happenedWith(7));
    expect(happenedWith(7)).not.toEqual(happenedWith(8));
    expect(happenedWith(7).length).toBeGreaterThan(10);
  });

  it.each([
    ['steps: [', 'Flow sequence'],
    ['steps: []', 'steps'],
    ['steps: [{ when: start, do: { jam: door } }]', 'steps.0.do: jam'],
    ['steps: [{ when: { event: paper_torn }, do: { stuck: door } }]', 'steps.0.when: event'],
    [
      'steps: [{ when: { phase: singing, of: door }, do: { stuck: door } }]',
      'door has no phase of that name',
    ],
    ['steps: [{ when: start, do: { stuck: door }, for: soon }]', 'a duration is needed here'],
    ['steps: [{ when: start, do: { line: door, lose: 300 % } }]', 'steps.0.do.lose'],
    ['steps: [{ when: start, do: { stuck: door }, unless: never }]', 'unless'],
    ['a: &x [1]\nsteps: [*x, *x]', 'Alias'],
  ])('%s -> refused, and the place is named', (text, words) => {
    const parsed = parseScript(text);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.error).toContain(words);
  });

  it('every word of the list and every example -> is understood', async () => {
    for (const { group, words } of knownWords()) {
      for (const word of words) {
        const [when, deed, more] = {
          when: [word, '{ stuck: door }', ''],
          do: ['start', word, ''],
          line: ['start', word, ''],
          step: ['start', '{ stuck: door }', word],
        }[group];
        const text = `steps:\n  - when: ${when}\n    do: ${deed}\n${more === '' ? '' : `    ${more}\n`}`;
        expect(parseScript(text), text).toMatchObject({ ok: true });
      }
    }
    const examples = await readExamples();
    expect(examples.length).toBeGreaterThan(2);
    for (const { name, text } of examples) expect(parseScript(text), name).toMatchObject({ ok: true });
  });

  it('what drivers send -> the phase it belongs to', () => {
    const told = (device: Parameters<typeof phasesIn>[0], hex: string) =>
      phasesIn(device, Buffer.from(hex, 'hex'));
    expect(told('id-card-reader', 'aaaaaa96690003300132')).toEqual(['reading']);
    expect(told('code-scanner', '16540d')).toEqual(['triggering']);
    expect(told('code-scanner', '164d0d524556494e462e')).toEqual([]);
    expect(told('pickup-locker', '8a01031199')).toEqual(['opening']);
    expect(told('pickup-locker', '021231034b')).toEqual(['opening']);
    expect(told('pickup-locker', '02012f610396')).toEqual(['opening']);
    expect(told('pickup-locker', '80010033b2')).toEqual([]);
    expect(told('door', '010502000007')).toEqual(['releasing']);
    expect(told('dispenser', '0244430306')).toEqual(['feeding', 'presenting']);
  });
});
