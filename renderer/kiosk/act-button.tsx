import type { ReactNode } from 'react';
import { Button, type ButtonProps } from '../ui/button.tsx';
import type { Verb } from './connection.ts';
import { useBusy, useKiosk } from './kiosk-context.ts';

/** A button that sends one verb to the core and shows that it is under way. */
export function ActButton({
  verb,
  ...props
}: Omit<ButtonProps, 'onPress' | 'busy'> & { readonly verb: Verb }): ReactNode {
  const { act } = useKiosk();
  const busy = useBusy();
  return (
    <Button
      {...props}
      busy={busy === props.testId}
      disabled={props.disabled || busy !== null}
      onPress={() => act(props.testId, verb)}
    />
  );
}
