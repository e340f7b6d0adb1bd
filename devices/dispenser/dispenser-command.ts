import type { RememberedCommand } from '../host/index.ts';

/** What is kept of a dispense or a capture beside its outcome. */
export interface DispenserFacts {
  readonly commandId: string;
  readonly act: 'dispense' | 'capture';
  /** Where the dispensed item is known to have gone. */
  item: 'none' | 'at_gate' | 'out' | 'taken' | 'captured' | 'gone_unseen';
  binCountBefore: number | null;
}

/** One dispense or capture from the first time it was asked for. */
export type DispenserCommand = RememberedCommand & DispenserFacts;
