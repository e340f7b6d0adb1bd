import type { BenchState } from '../../../contract/bench.ts';
import type { Language } from '../../../contract/words.ts';
import type { BenchView } from './use-bench.ts';
import type { Say } from './words.ts';

export interface PanelProps {
  state: BenchState;
  act: BenchView['act'];
  say: Say;
  language: Language;
}
