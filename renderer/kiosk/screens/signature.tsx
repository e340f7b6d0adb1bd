import { Eraser, Pointer, Undo2 } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { PadAndPenDrawing } from '../../ui/drawings/pad-and-pen.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { SignaturePad } from '../../ui/signature/signature-pad.tsx';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
import { ActButton } from '../act-button.tsx';
import type { ScreenOf } from '../kiosk-context.ts';
import { type SignatureInk, useSignature } from './use-signature.ts';

type Screen = ScreenOf<'signature'>;

/** On the screen or on the pad; the field keeps its shape and its ink when the pad is lost. */
export function SignatureScreen({ screen }: { readonly screen: Screen }): ReactNode {
  const { signature } = useTexts();
  const localize = useLocalize();
  const { pad, declaration } = screen;
  const ink = useSignature(pad !== null);
  const onPad = pad?.state === 'in_use';
  // The notice of a lost pad says where to write.
  const leads = { none: signature.lead, left: signature.lead, in_use: signature.padLead, lost: undefined };
  const isEmpty = onPad ? !pad.hasInk : ink.recorder.strokes.length === 0;
  return (
    <div className="fill signature-screen" data-signing-on={onPad ? 'pad' : 'screen'}>
      <Page
        title={onPad ? signature.padTitle : signature.title}
        lead={leads[pad?.state ?? 'none']}
        story={
          <>
            {pad?.state === 'lost' && (
              <Notice tone="wait" title={signature.padLost}>
                {signature.padLostDetail}
              </Notice>
            )}
            {declaration && <p className="declaration">{localize(declaration)}</p>}
          </>
        }
        figure={<Field ink={ink} pad={pad} isEmpty={isEmpty} />}
        acts={
          <>
            <div className="acts-row">
              {onPad ? <PadActs isEmpty={isEmpty} /> : <ScreenActs ink={ink} isEmpty={isEmpty} />}
            </div>
            <ActButton
              testId="signature-submit"
              look="primary"
              main
              disabled={isEmpty}
              verb={(client, head, options) =>
                client.signature.submit({ ...head, signature: onPad ? null : ink.drawn() }, options)
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

function Field({
  ink,
  pad,
  isEmpty,
}: {
  readonly ink: SignatureInk;
  readonly pad: Screen['pad'];
  readonly isEmpty: boolean;
}): ReactNode {
  const { signature } = useTexts();
  const onPad = pad?.state === 'in_use';
  const shape = pad ? ({ '--pad-shape': pad.aspectRatio } as CSSProperties) : undefined;
  return (
    <div className={pad ? 'signature-field signature-field-of-pad' : 'signature-field'} style={shape}>
      <SignaturePad
        canvasRef={ink.canvas}
        recorder={ink.recorder}
        version={ink.version}
        label={onPad ? signature.padMirror : signature.here}
        disabled={onPad}
        onChange={ink.changed}
      />
      {isEmpty && onPad && (
        <div className="signature-on-pad">
          <PadAndPenDrawing />
          <p>{signature.padMirror}</p>
        </div>
      )}
      {isEmpty && !onPad && <p className="signature-here">{signature.here}</p>}
    </div>
  );
}

function PadActs({ isEmpty }: { readonly isEmpty: boolean }): ReactNode {
  const { signature } = useTexts();
  return (
    <>
      <ActButton
        testId="signature-use-screen"
        verb={(client, head, options) => client.signature.leavePad(head, options)}
      >
        <Pointer aria-hidden="true" />
        {signature.useScreen}
      </ActButton>
      <ActButton
        testId="signature-clear"
        disabled={isEmpty}
        verb={(client, head, options) => client.signature.clearPad(head, options)}
      >
        <Eraser aria-hidden="true" />
        {signature.clear}
      </ActButton>
    </>
  );
}

function ScreenActs({ ink, isEmpty }: { readonly ink: SignatureInk; readonly isEmpty: boolean }): ReactNode {
  const { signature } = useTexts();
  const { recorder, changed } = ink;
  return (
    <>
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
    </>
  );
}
