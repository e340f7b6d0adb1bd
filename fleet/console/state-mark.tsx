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

/** Each state has a shape of its own: colour alone tells nothing to many. */
export function StateIcon({ state, x, y }: { state: TerminalState; x?: number; y?: number }) {
  const Icon = icons[state];
  return <Icon aria-hidden="true" width={18} height={18} {...(x === undefined ? {} : { x, y })} />;
}

export function StateMark({ state }: { state: TerminalState }) {
  const { texts } = useWords();
  return (
    <span className={`state state-${state}`} data-state={state}>
      <StateIcon state={state} />
      {texts.states[state]}
    </span>
  );
}
