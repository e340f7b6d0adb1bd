import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { usePrivateTyping } from '../private-typing.ts';
import { useTexts } from '../texts-context.ts';
import { CandidateBar } from './candidate-bar.tsx';
import type { Composition, KeyPress } from './composition.ts';
import { Key } from './key.tsx';
import { type KeyboardMode, type KeyName, keyRows, type NumberExtras } from './layouts.ts';
import { loadPinyinEngine } from './load-engine.ts';
import type { PinyinEngine } from './pinyin-engine.ts';

function useEngine(needed: boolean): PinyinEngine | null {
  const [engine, setEngine] = useState<PinyinEngine | null>(null);
  useEffect(() => {
    if (!needed) return;
    let wanted = true;
    loadPinyinEngine().then(
      (loaded) => {
        if (wanted) setEngine(loaded);
      },
      () => {
        // Without the table the letters and digits keyboards still serve; the line above says so.
      },
    );
    return () => {
      wanted = false;
    };
  }, [needed]);
  return engine;
}

export interface KeyboardProps {
  readonly composition: Composition;
  readonly firstMode: KeyboardMode;
  readonly numberExtras: NumberExtras;
  /** The field asks for a personal name. */
  readonly preferNames: boolean;
  /** False where the resident lets others see what is typed. */
  readonly isPrivate?: boolean;
  readonly onPress: (key: KeyPress) => void;
  readonly onDone: () => void;
}

/** The terminal's own keyboard: pinyin with candidates, letters, digits. */
export function Keyboard({
  composition,
  firstMode,
  numberExtras,
  preferNames,
  isPrivate = true,
  onPress,
  onDone,
}: KeyboardProps): ReactNode {
  usePrivateTyping(isPrivate);
  const texts = useTexts();
  const [mode, setMode] = useState(firstMode);
  const [isShifted, setIsShifted] = useState(false);
  const engine = useEngine(mode === 'pinyin');
  const { letters } = composition;
  const candidates = useMemo(
    () => (engine && letters !== '' ? engine.lookUp(letters, { preferNames }) : []),
    [engine, letters, preferNames],
  );
  const choose = (candidate: (typeof candidates)[number]) => onPress({ kind: 'choose', candidate });

  const pressKey = (name: KeyName) => {
    switch (name) {
      case 'mode-pinyin':
        return setMode('pinyin');
      case 'mode-latin':
        return setMode('latin');
      case 'mode-number':
        return setMode('number');
      case 'shift':
        return setIsShifted(!isShifted);
      case 'backspace':
        return onPress({ kind: 'backspace' });
      case 'clear':
        return onPress({ kind: 'clear' });
      case 'done':
        return onDone();
      case 'apostrophe':
        return onPress({ kind: 'letter', letter: "'" });
      case 'space': {
        const best = candidates[0];
        if (best) return choose(best);
        return onPress({ kind: 'text', text: ' ' });
      }
      default:
        if (mode === 'pinyin') return onPress({ kind: 'letter', letter: name });
        return onPress({ kind: 'text', text: isShifted ? name.toUpperCase() : name });
    }
  };

  const isComposing = letters !== '';
  return (
    <div className="keyboard" data-mode={mode} data-extras={numberExtras}>
      {mode === 'pinyin' && (
        <div className="candidate-area">
          {isComposing ? (
            <CandidateBar key={letters} candidates={candidates} onChoose={choose} />
          ) : (
            <p className="candidate-hint">{engine ? texts.keyboard.startTyping : texts.keyboard.loading}</p>
          )}
        </div>
      )}
      {keyRows(mode, numberExtras).map((row) => (
        <div className="key-row" key={row.join()}>
          {row.map((name) => (
            <Key
              key={name}
              name={name}
              isShifted={isShifted && mode === 'latin'}
              isOn={isShifted}
              disabled={isComposing && (name === 'done' || name.startsWith('mode-'))}
              onPress={pressKey}
            />
          ))}
        </div>
      ))}
    </div>
  );
}
