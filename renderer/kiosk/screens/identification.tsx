import { Building2, Check, IdCard, QrCode } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button, onceOfDoubleTap } from '../../ui/button.tsx';
import { CardDrawing, type DevicePhase, PhoneDrawing } from '../../ui/drawings/identification.tsx';
import type { Texts } from '../../ui/languages/index.ts';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { useTexts } from '../../ui/texts-context.ts';
import { type ScreenOf, useKiosk } from '../kiosk-context.ts';
import { CreditCodeEditor } from './credit-code-editor.tsx';

type Identification = ScreenOf<'identification'>;

function wordsOf(
  { method, phase, creditCode }: Identification,
  texts: Texts,
): { title: string; lead: string } {
  const { identification } = texts;
  switch (phase) {
    case 'waiting':
    case 'reading':
      if (creditCode !== null && phase === 'waiting') {
        const { title, lead } = identification.agentCard;
        return { title, lead: lead(creditCode) };
      }
      return { title: identification.titles[method][phase], lead: identification.leads[method] };
    case 'exchanging':
      return { title: identification.exchanging, lead: identification.exchangingLead };
    case 'identified':
      return { title: identification.identified, lead: identification.identifiedLead[method] };
  }
}

const drawnPhases = {
  waiting: 'waiting',
  reading: 'reading',
  exchanging: 'reading',
  identified: 'identified',
} as const satisfies Record<Identification['phase'], DevicePhase>;

const methodIcons = { id_card: IdCard, city_code: QrCode, company: Building2 } as const;

function MethodButton({
  method,
  available,
  isChosen,
}: Identification['methods'][number] & { readonly isChosen: boolean }): ReactNode {
  const { act } = useKiosk();
  const { identification } = useTexts();
  const Icon = methodIcons[method];
  const testId = `method-${method}`;
  const note = available ? (isChosen ? identification.chosen : null) : identification.methodUnavailable;
  return (
    <button
      type="button"
      className="method"
      data-testid={testId}
      aria-pressed={isChosen}
      disabled={!available}
      onClick={onceOfDoubleTap(() =>
        act(testId, (client, head, options) =>
          client.identification.chooseMethod({ ...head, method }, options),
        ),
      )}
    >
      <Icon aria-hidden="true" />
      <span>
        {identification.methods[method]}
        {note && (
          <small>
            {isChosen && available && <Check aria-hidden="true" />}
            {note}
          </small>
        )}
      </span>
    </button>
  );
}

export function IdentificationScreen({ screen }: { readonly screen: Identification }): ReactNode {
  const texts = useTexts();
  const { title, lead } = wordsOf(screen, texts);
  const problem =
    screen.problem && screen.phase !== 'identified' && texts.identification.problems[screen.problem];
  const [isTyping, setIsTyping] = useState(false);
  const { act } = useKiosk();
  const isCard = screen.method === 'id_card' || screen.creditCode !== null;
  const Drawing = isCard ? CardDrawing : PhoneDrawing;
  const mayType = screen.method === 'company' && screen.phase === 'waiting';
  if (isTyping && mayType) {
    return (
      <CreditCodeEditor
        onDone={(creditCode) => {
          setIsTyping(false);
          if (creditCode === '') return;
          act('credit-code', (client, head, options) =>
            client.identification.nameCompany({ ...head, creditCode }, options),
          );
        }}
      />
    );
  }
  return (
    <div className="fill" data-phase={screen.phase} data-problem={screen.problem ?? undefined}>
      <Page
        title={title}
        lead={!problem && lead}
        figure={<Drawing phase={drawnPhases[screen.phase]} />}
        acts={
          <>
            {mayType && (
              <Button testId="credit-code" main onPress={() => setIsTyping(true)}>
                {screen.creditCode === null
                  ? texts.identification.typeCreditCode
                  : texts.identification.typeOtherCode}
              </Button>
            )}
            <div className="methods">
              {screen.methods.map((method) => (
                <MethodButton key={method.method} {...method} isChosen={method.method === screen.method} />
              ))}
            </div>
          </>
        }
        story={
          problem && (
            <Notice tone="bad" title={problem.what}>
              {problem.act}
            </Notice>
          )
        }
      />
    </div>
  );
}
