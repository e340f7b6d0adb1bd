import type { MouseEvent, ReactNode } from 'react';

export interface ButtonProps {
  readonly testId: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
  readonly look?: 'primary' | 'secondary' | 'danger';
  /** The main act of a screen is taller. */
  readonly main?: boolean;
  readonly disabled?: boolean;
  /** The act it started is under way: shown in the button itself, and a second press does nothing. */
  readonly busy?: boolean;
}

/**
 * Acts on the first of two quick taps only: hands that tremble or hurry must not press the button
 * that the next screen puts in the same place.
 */
export function onceOfDoubleTap(onPress: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.detail <= 1) onPress();
  };
}

export function Button({
  testId,
  onPress,
  children,
  look = 'secondary',
  main,
  disabled,
  busy,
}: ButtonProps): ReactNode {
  const classes = ['button', look === 'secondary' ? '' : `button-${look}`, main ? 'button-main' : ''];
  return (
    <button
      type="button"
      className={classes.filter(Boolean).join(' ')}
      data-testid={testId}
      data-busy={busy ? '' : undefined}
      disabled={disabled || busy}
      onClick={onceOfDoubleTap(onPress)}
    >
      {busy && <span className="busy-mark" aria-hidden="true" />}
      {children}
    </button>
  );
}
