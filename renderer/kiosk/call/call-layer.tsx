import type { ReactNode } from 'react';
import type { CallView } from '../../../contract/kiosk.ts';
import { Sheet } from '../../ui/sheet.tsx';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
import { ActButton } from '../act-button.tsx';
import { useKiosk } from '../kiosk-context.ts';
import { CallBar } from './call-bar.tsx';

/** What of a call lies over the screen: the wait for a helper, the bar, and what the helper proposes. */
export function CallLayer({
  call,
  onRead,
}: {
  readonly call: CallView;
  readonly onRead: (entryId: string) => void;
}): ReactNode {
  const { say } = useKiosk();
  const { call: texts } = useTexts();
  const localize = useLocalize();
  const { state, helperName, proposal } = call;
  if (state === 'possible') return null;
  if (state === 'ringing') {
    return (
      <Sheet label={texts.ringing} onClose={() => {}}>
        <h1>{texts.ringing}</h1>
        <p>{texts.ringingLead}</p>
        <ActButton
          testId="call-cancel"
          main
          verb={(client, { requestId }, options) => client.call.hangUp({ requestId }, options)}
        >
          {texts.cancel}
        </ActButton>
      </Sheet>
    );
  }
  const answerProposal = (accepted: boolean) => {
    if (!proposal) return;
    const { proposalId } = proposal;
    if (accepted && proposal.kind === 'answer') onRead(proposal.answer.entryId);
    say((client, { requestId }, options) =>
      client.call.answerProposal({ requestId, proposalId, accepted }, options),
    );
  };
  return (
    <>
      <CallBar call={call} />
      {proposal && (
        <Sheet label={texts.proposed[proposal.kind](helperName ?? '')} onClose={() => answerProposal(false)}>
          <p className="muted">{texts.proposed[proposal.kind](helperName ?? '')}</p>
          {proposal.kind === 'answer' ? (
            <h1>{localize(proposal.answer.question)}</h1>
          ) : (
            <dl className="proposed-value">
              <dt>{localize(proposal.label)}</dt>
              <dd data-testid="proposed-value">
                {typeof proposal.value === 'string' ? proposal.value : localize(proposal.value)}
              </dd>
            </dl>
          )}
          <button
            type="button"
            className="button button-primary button-main"
            data-testid="proposal-accept"
            onClick={() => answerProposal(true)}
          >
            {texts.accept[proposal.kind]}
          </button>
          <button
            type="button"
            className="button button-main"
            data-testid="proposal-refuse"
            onClick={() => answerProposal(false)}
          >
            {texts.refuse}
          </button>
        </Sheet>
      )}
    </>
  );
}
