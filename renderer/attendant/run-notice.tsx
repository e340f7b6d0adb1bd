import type { ReactNode } from 'react';
import type { BenchRun } from '../../contract/attendant.ts';
import { Notice } from '../ui/notice.tsx';
import { useLocalize } from '../ui/texts-context.ts';
import { timeOf } from './times.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';
import { useCommandName } from './use-command-name.ts';

/** How the last command of a device stands or ended. */
export function RunNotice({ run }: { readonly run: BenchRun | null }): ReactNode {
  const { bench: texts } = useAttendantTexts();
  const localize = useLocalize();
  const nameOf = useCommandName();
  if (!run) return null;
  const title = `${nameOf(run.command)} · ${timeOf(run.startedAt)}`;
  const fault = run.fault && (
    <>
      <span>{localize(run.fault)}</span>
      <span className="label desk-code"> {run.faultCode}</span>
    </>
  );
  switch (run.effect) {
    case null:
      return (
        <Notice tone="wait" title={title}>
          {texts.running[run.command.command]}
        </Notice>
      );
    case 'done':
      return (
        <Notice tone="good" title={title}>
          <span data-effect="done">{texts.done[run.command.command]}</span>
        </Notice>
      );
    case 'none':
      return (
        <Notice tone="bad" title={title}>
          <span data-effect="none">{fault ?? texts.nothing}</span>
        </Notice>
      );
    case 'unknown':
      return (
        <Notice tone="wait" title={title}>
          <span data-effect="unknown">{texts.unknown}</span> {fault}
        </Notice>
      );
  }
}
