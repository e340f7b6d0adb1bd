import { ArrowBigUp, Check, Delete } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Texts } from '../languages/index.ts';
import { useTexts } from '../texts-context.ts';
import type { KeyName } from './layouts.ts';

function face(name: KeyName, isShifted: boolean, texts: Texts): ReactNode {
  switch (name) {
    case 'backspace':
      return <Delete role="img" aria-label={texts.keyboard.backspace} />;
    case 'shift':
      return <ArrowBigUp role="img" aria-label={texts.keyboard.shift} />;
    case 'space':
      return texts.keyboard.space;
    case 'apostrophe':
      return '’';
    case 'clear':
      return texts.keyboard.clear;
    case 'done':
      return (
        <>
          <Check aria-hidden="true" />
          {texts.keyboard.done}
        </>
      );
    case 'mode-pinyin':
      return texts.keyboard.modes.pinyin;
    case 'mode-latin':
      return texts.keyboard.modes.latin;
    case 'mode-number':
      return texts.keyboard.modes.number;
    default:
      return isShifted ? name.toUpperCase() : name;
  }
}

const actingKeys = new Set(['backspace', 'shift', 'clear', 'mode-pinyin', 'mode-latin', 'mode-number']);

export function Key({
  name,
  isShifted,
  isOn,
  disabled,
  onPress,
}: {
  readonly name: KeyName;
  readonly isShifted: boolean;
  readonly isOn: boolean;
  readonly disabled: boolean;
  readonly onPress: (name: KeyName) => void;
}): ReactNode {
  const texts = useTexts();
  const kind = name === 'done' ? 'key key-done' : actingKeys.has(name) ? 'key key-acting' : 'key';
  return (
    <button
      type="button"
      className={kind}
      data-testid={`key-${name}`}
      data-key={name}
      aria-pressed={name === 'shift' ? isOn : undefined}
      disabled={disabled}
      onClick={() => onPress(name)}
    >
      {face(name, isShifted, texts)}
    </button>
  );
}
