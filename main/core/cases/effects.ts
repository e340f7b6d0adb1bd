import type { CaseId, IntentId } from '../../../contract/words.ts';
import { actEffects } from './act-effects.ts';
import type { EffectDeclaration } from './effect-declaration.ts';
import { errandEffects } from './errand-effects.ts';

/**
 * The one list of effects. The machine, the outbox, the recovery, the screens and `docs/cases.md` are
 * made of it.
 */
export const effects = { ...errandEffects, ...actEffects };

/** Acts on the world. Each is durable as an intent before it is done. */
export type IntentKind = keyof typeof effects;
/** Acts that hand something out. */
export type HandingKind = {
  [Kind in IntentKind]: (typeof effects)[Kind]['handsOut'] extends null ? never : Kind;
}[IntentKind];

export function effectOf(kind: IntentKind): EffectDeclaration {
  return effects[kind];
}

/** The declaration of an intent as the journal names it; a kind of another program is a bug. */
export function knownKind(kind: string): IntentKind {
  if (!Object.hasOwn(effects, kind)) throw new Error(`the journal holds an intent of unknown kind ${kind}`);
  return kind as IntentKind;
}

/** By which the one who acts recognises a repetition. */
export function idempotencyKeyOf(kind: IntentKind, caseId: CaseId, intentId: IntentId): string {
  return effectOf(kind).idempotencyKey === 'case' ? caseId : intentId;
}
