import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTexts } from '../../ui/texts-context.ts';
import { useKiosk } from '../kiosk-context.ts';

/** Where the resident stands. In large text the names give way to one sentence. */
export function StepLine(): ReactNode {
  const { view } = useKiosk();
  const texts = useTexts();
  if (!view.steps) return null;
  const { names, current } = view.steps;
  const position = names.indexOf(current);
  return (
    <nav className={view.largeText ? 'step-line step-line-large' : 'step-line'}>
      {names.map((name, index) => {
        const state = index < position ? 'done' : index === position ? 'current' : 'later';
        return (
          <div key={name} className="step" data-state={state}>
            <span className="step-name">
              {state === 'done' && <Check aria-hidden="true" />}
              {texts.steps[name]}
            </span>
          </div>
        );
      })}
      {view.largeText && <p>{texts.stepOf(position + 1, names.length, texts.steps[current])}</p>}
    </nav>
  );
}
