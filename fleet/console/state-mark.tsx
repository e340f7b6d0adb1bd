import { CircleAlert, CircleCheck, CircleX, CloudOff, Power } from 'lucide-react';
import type { TerminalState } from '../../contract/fleet-console.ts';
import { useWords } from './use-language.ts';

const icons = {
  ok: CircleCheck,
  warning: CircleAlert,
  fault: CircleX,
  unreachable: CloudOff,
  out_of_service: Power,
} as const satisfies Record<TerminalState, unknown>;

/** Worst first, so that what has to be done is read first. */
export const stateOrder: readonly TerminalState[] = [
  'fault',
  'out_of_service',
  'unreachable',
  'warning',
  'ok',
];

export function StateMark({ state }: { state: TerminalState }) {
  const { texts } = useWords();
  const Icon = icons[state];
  return (
    <span className={`state state-${state}`} data-state={state}>
      <Icon aria-hidden="true" />
      {texts.states[state]}
    </span>
  );
}
