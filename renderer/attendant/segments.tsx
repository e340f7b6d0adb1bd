import type { ReactNode } from 'react';

/** A few choices side by side, of which one is taken. */
export function Segments<Value extends string>({
  name,
  value,
  options,
  onChoose,
}: {
  readonly name: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly onChoose: (value: Value) => void;
}): ReactNode {
  return (
    <span className="desk-segments">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className="button desk-segment"
          data-testid={`${name}-${option.value}`}
          aria-pressed={option.value === value}
          onClick={() => onChoose(option.value)}
        >
          {option.text}
        </button>
      ))}
    </span>
  );
}
