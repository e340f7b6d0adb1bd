import { type PointerEvent, useEffect, useRef } from 'react';
import type { BenchState } from '../../../contract/bench.ts';
import { DevicePanel } from './device-panel.tsx';
import type { PanelProps } from './panel-props.ts';

type PenPlace = BenchState['signaturePad']['ink'][number][number];

const pixelsWide = 640;

function draw(canvas: HTMLCanvasElement, stroke: readonly PenPlace[]): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  context.lineCap = 'round';
  context.strokeStyle = '#14202b';
  for (const [index, to] of stroke.entries()) {
    const from = stroke[index - 1] ?? to;
    context.lineWidth = 1 + 5 * to.pressure;
    context.beginPath();
    context.moveTo(from.x * canvas.width, from.y * canvas.height);
    context.lineTo(to.x * canvas.width, to.y * canvas.height);
    context.stroke();
  }
}

/** The unit's screen: what stands on it, and the mouse as its pen. */
export function SignaturePadPanel(props: PanelProps) {
  const { state, act, say } = props;
  const { inking, aspectRatio, ink, stuck } = state.signaturePad;
  const canvas = useRef<HTMLCanvasElement>(null);
  const isDown = useRef(false);
  useEffect(() => {
    // While the mouse draws, the picture here is ahead of what the bench has told.
    if (!canvas.current || isDown.current) return;
    canvas.current.getContext('2d')?.clearRect(0, 0, canvas.current.width, canvas.current.height);
    for (const stroke of ink) draw(canvas.current, stroke);
  }, [ink]);

  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.type === 'pointerdown') {
      isDown.current = true;
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    if (!isDown.current) return;
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const { nativeEvent } = event;
    const samples = nativeEvent.getCoalescedEvents();
    const share = (value: number) => Math.min(1, Math.max(0, value));
    const places = (samples.length > 0 ? samples : [nativeEvent]).map(({ clientX, clientY, pressure }) => ({
      x: share((clientX - left) / width),
      y: share((clientY - top) / height),
      pressure: share(pressure),
    }));
    if (inking) draw(event.currentTarget, places);
    act((bench) => bench.signaturePad.movePen({ places }));
  };
  const lift = () => {
    if (!isDown.current) return;
    isDown.current = false;
    act((bench) => bench.signaturePad.liftPen());
  };

  return (
    <DevicePanel device="signature-pad" {...props}>
      <p className="hint">{inking ? say('padTakesInk') : say('padIsDark')}</p>
      <canvas
        ref={canvas}
        className={`signature${inking ? '' : ' is-dark'}`}
        data-testid="bench-signature"
        width={pixelsWide}
        height={Math.round(pixelsWide / aspectRatio)}
        aria-label={say('padField')}
        onPointerDown={move}
        onPointerMove={move}
        onPointerUp={lift}
        onPointerCancel={lift}
      />
      <div className="row">
        <button
          type="button"
          aria-pressed={stuck}
          onClick={() => act((bench) => bench.signaturePad.setStuck({ stuck: !stuck }))}
        >
          {stuck ? say('freeWiping') : say('stickWiping')}
        </button>
      </div>
    </DevicePanel>
  );
}
