import { Delete } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { AttendedTask, OpenAttendantView } from '../../contract/attendant.ts';
import { groupClaimCode } from '../../contract/claim-code.ts';
import { useBusy, useKiosk } from '../kiosk/kiosk-context.ts';
import { Button, onceOfDoubleTap } from '../ui/button.tsx';
import { useLayout } from '../ui/layout-context.ts';
import { Notice } from '../ui/notice.tsx';
import { NumberGroups } from '../ui/number-groups.tsx';
import { Page } from '../ui/page.tsx';
import { useLocalize } from '../ui/texts-context.ts';
import { BackButton } from './back-button.tsx';
import { wordOf } from './texts.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';

const codeLength = 10;
const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'clear', '0', 'erase'] as const;

/** A resident names the claim code: what it leads to. */
export function ClaimPage({
  claim,
  onBack,
  onTask,
}: {
  readonly claim: OpenAttendantView['claim'];
  readonly onBack: () => void;
  readonly onTask: (task: AttendedTask) => void;
}): ReactNode {
  const { claim: texts, tasks } = useAttendantTexts();
  const { act } = useKiosk();
  const busy = useBusy();
  const [code, setCode] = useState('');
  const [searched, setSearched] = useState('');
  const search = () => {
    setSearched(code);
    act('claim-search', (client, { requestId }, options) =>
      client.attendant.claim.lookUp({ requestId, code }, options),
    );
  };
  const press = (key: (typeof keys)[number]) => {
    if (key === 'clear') setCode('');
    else if (key === 'erase') setCode(code.slice(0, -1));
    else setCode(`${code}${key}`.slice(0, codeLength));
  };
  const { largeText } = useLayout();
  const isAnswered = searched !== '' && searched === code && busy !== 'claim-search';
  // In large text what was found takes the place of the keys.
  const hidesKeys = largeText && isAnswered && Boolean(claim?.found);
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      low
      story={
        <>
          <output className="claim-entry" data-testid="claim-entry">
            {groupClaimCode(code.padEnd(codeLength, '_'))}
          </output>
          {isAnswered && claim && <Found claim={claim} onTask={onTask} />}
        </>
      }
      acts={
        <div className="desk-acts">
          <BackButton onPress={onBack}>{tasks.back}</BackButton>
          {hidesKeys ? (
            <Button testId="claim-key-clear" main onPress={() => setCode('')}>
              {texts.clear}
            </Button>
          ) : (
            <Button
              testId="claim-search"
              look="primary"
              main
              busy={busy === 'claim-search'}
              disabled={code.length < codeLength || busy !== null}
              onPress={search}
            >
              {texts.search}
            </Button>
          )}
        </div>
      }
    >
      {!hidesKeys && (
        <div className="pin-pad count-pad">
          {keys.map((key) => (
            <button
              key={key}
              type="button"
              className={key === 'clear' ? 'button pin-key pin-word' : 'button pin-key'}
              data-testid={`claim-key-${key}`}
              aria-label={key === 'erase' ? texts.erase : undefined}
              onClick={() => press(key)}
            >
              {key === 'erase' ? <Delete aria-hidden="true" /> : key === 'clear' ? texts.clear : key}
            </button>
          ))}
        </div>
      )}
    </Page>
  );
}

function Found({
  claim,
  onTask,
}: {
  readonly claim: NonNullable<OpenAttendantView['claim']>;
  readonly onTask: (task: AttendedTask) => void;
}): ReactNode {
  const { claim: texts, tasks } = useAttendantTexts();
  const localize = useLocalize();
  const { found } = claim;
  if (!found) {
    return (
      <div data-testid="claim-not-found">
        <Notice tone="bad">{texts.notFound}</Notice>
      </div>
    );
  }
  return (
    <div className="desk-words" data-testid="claim-found">
      <strong>{localize(found.itemName)}</strong>
      <span className="label">
        {found.acceptanceNumber === null ? tasks.slipNumber : tasks.acceptanceNumber}
      </span>
      <NumberGroups value={found.acceptanceNumber ?? found.slipNumber} />
      {claim.tasks.length === 0 && <span>{texts.nothingOpen}</span>}
      {claim.tasks.map((task) => (
        <button
          key={task.taskId}
          type="button"
          className="button"
          data-testid={`claim-task-${task.kind}`}
          onClick={onceOfDoubleTap(() => onTask(task))}
        >
          {wordOf(tasks.kinds, task.kind) ?? tasks.otherKind(task.kind)}
        </button>
      ))}
    </div>
  );
}
