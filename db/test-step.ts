import type { JournalStep } from './journal-step.ts';

/** For tests: of a step of a case everything that most steps leave alone. */
export const nothingElse = {
  stateJson: '{}',
  intent: null,
  outcomes: [],
  tasks: [],
  claims: [],
  deadlines: [],
  seal: [],
  erase: [],
  errandsCanWait: false,
} as const satisfies Partial<JournalStep>;
