import type { EffectOutcome } from './effect-declaration.ts';
import { effectOf, effects, type IntentKind } from './effects.ts';

const outcomes: readonly EffectOutcome[] = ['confirmed', 'failed', 'unknown'];

const keys = {
  case: 'the case',
  intent: 'the intent (one attempt)',
} as const;

/** `docs/cases.md`: what the code declares of every effect, for people. */
export function writeEffectsTable(): string {
  const kinds = Object.keys(effects) as IntentKind[];
  return `${[
    '# What a case does to the world',
    '',
    'Made of `main/core/cases/errand-effects.ts` and `act-effects.ts` by `npm run docs`; edit those files, not this one. `npm test` fails when the two differ.',
    '',
    'Every effect is promised in the journal before it is done. Afterwards it is **confirmed**, **failed** (it certainly did',
    'not happen) or **unknown**. Unknown is never repeated: it opens a task for a person, and the resident gets a claim code,',
    'on a slip where the printer works and large on the screen where it does not.',
    '',
    '| Effect | Done by | Recognised by | Sent by |',
    '|---|---|---|---|',
    ...kinds.map(overviewRow),
    '',
    ...kinds.flatMap(section),
  ].join('\n')}`;
}

function overviewRow(kind: IntentKind): string {
  const { title, performedBy, idempotencyKey, errand } = effectOf(kind);
  const sentBy = errand === null ? 'acted on at once' : errand.urgent ? 'outbox, a resident waits' : 'outbox';
  return `| [${title.en}](#${kind}) · ${title.zh} | ${performedBy} | ${keys[idempotencyKey]} | ${sentBy} |`;
}

function section(kind: IntentKind): string[] {
  const { evidence, compensation, told } = effectOf(kind);
  return [
    `## ${kind}`,
    '',
    `**Decided by:** ${evidence}.`,
    '',
    `**Made good by:** ${compensation}.`,
    '',
    '| Outcome | The resident is told | 办事人看到 |',
    '|---|---|---|',
    ...outcomes.map((outcome) => `| ${outcome} | ${told[outcome].en} | ${told[outcome].zh} |`),
    '',
  ];
}
