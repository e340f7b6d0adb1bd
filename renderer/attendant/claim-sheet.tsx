import { Delete } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { OpenAttendantView } from '../../contract/attendant.ts';
import { useKiosk } from '../kiosk/kiosk-context.ts';
import { Button } from '../ui/button.tsx';
import { NumberGroups } from '../ui/number-groups.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useLocalize } from '../ui/texts-context.ts';
import { wordOf } from './texts.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';

const codeLength = 10;
const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'clear', '0', 'erase'] as const;

/** A resident names the claim code; what it leads to. */
export function ClaimSheet({
  claim,
  onClose,
}: {
  readonly claim: OpenAttendantView['claim'];
  readonly onClose: () => void;
}): ReactNode {
  const { claim: texts } = useAttendantTexts();
  const { act, busy } = useKiosk();
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
  const isAnswered = searched !== '' && searched === code && busy !== 'claim-search';
  return (
    <Sheet label={texts.title} onClose={onClose}>
      <h2>{texts.title}</h2>
      <output className="claim-entry" data-testid="claim-entry">
        {`${code.slice(0, 3)} ${code.slice(3, 6)} ${code.slice(6)}`.trim() || texts.lead}
      </output>
      {isAnswered && claim ? <Found claim={claim} /> : null}
      <div className="pin-pad">
        {keys.map((key) => (
          <button
            key={key}
            type="button"
            className="button pin-key"
            data-testid={`claim-key-${key}`}
            aria-label={key === 'erase' ? texts.erase : undefined}
            onClick={() => press(key)}
          >
            {key === 'erase' ? <Delete aria-hidden="true" /> : key === 'clear' ? texts.clear : key}
          </button>
        ))}
      </div>
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
      <Button testId="claim-close" main onPress={onClose}>
        {texts.close}
      </Button>
    </Sheet>
  );
}

function Found({ claim }: { readonly claim: NonNullable<OpenAttendantView['claim']> }): ReactNode {
  const { claim: texts, tasks } = useAttendantTexts();
  const localize = useLocalize();
  const { found } = claim;
  if (!found) return <p data-testid="claim-not-found">{texts.notFound}</p>;
  return (
    <div className="desk-words" data-testid="claim-found">
      <strong>{localize(found.itemName)}</strong>
      <NumberGroups value={found.acceptanceNumber ?? found.slipNumber} />
      {claim.tasks.length === 0 && <span>{texts.nothingOpen}</span>}
      {claim.tasks.map(({ taskId, kind }) => (
        <span key={taskId} data-claim-task={kind}>
          {wordOf(tasks.kinds, kind) ?? tasks.otherKind(kind)}
        </span>
      ))}
    </div>
  );
}
