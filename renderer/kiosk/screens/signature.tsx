import { Eraser, Undo2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { SignaturePad } from '../../ui/signature/signature-pad.tsx';
import { StrokeRecorder } from '../../ui/signature/stroke-recorder.ts';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
import { ActButton } from '../act-button.tsx';
import type { ScreenOf } from '../kiosk-context.ts';

export function SignatureScreen({ screen }: { readonly screen: ScreenOf<'signature'> }): ReactNode {
  const { signature } = useTexts();
  const localize = useLocalize();
  const [recorder] = useState(() => new StrokeRecorder());
  const [version, setVersion] = useState(0);
  const changed = () => setVersion(version + 1);
  const isEmpty = recorder.strokes.length === 0;
  return (
    <div className="fill signature-screen">
      <Page
        title={signature.title}
        lead={signature.lead}
        story={screen.declaration && <p className="declaration">{localize(screen.declaration)}</p>}
        figure={
          <div className="signature-field">
            <SignaturePad recorder={recorder} version={version} label={signature.here} onChange={changed} />
            {isEmpty && <p className="signature-here">{signature.here}</p>}
          </div>
        }
        acts={
          <>
            <div className="acts-row">
              <Button
                testId="signature-undo"
                disabled={isEmpty}
                onPress={() => {
                  recorder.undo();
                  changed();
                }}
              >
                <Undo2 aria-hidden="true" />
                {signature.undo}
              </Button>
              <Button
                testId="signature-clear"
                disabled={isEmpty}
                onPress={() => {
                  recorder.clear();
                  changed();
                }}
              >
                <Eraser aria-hidden="true" />
                {signature.clear}
              </Button>
            </div>
            <ActButton
              testId="signature-submit"
              look="primary"
              main
              disabled={isEmpty}
              verb={(client, head, options) =>
                client.signature.submit({ ...head, strokes: recorder.strokes }, options)
              }
            >
              {signature.submit}
            </ActButton>
          </>
        }
      />
    </div>
  );
}
