import { type PointerEvent, type ReactNode, useCallback, useEffect, useRef } from 'react';
import type { StrokePoint, StrokeRecorder } from './stroke-recorder.ts';

const inkShare = 1 / 90;

function drawLine(canvas: HTMLCanvasElement, points: readonly StrokePoint[]): void {
  const context = canvas.getContext('2d');
  const [first] = points;
  if (!context || !first) return;
  context.strokeStyle = '#10151c';
  context.lineWidth = Math.max(3, canvas.height * inkShare);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(first[0] * canvas.width, first[1] * canvas.height);
  for (const [x, y] of points) context.lineTo(x * canvas.width, y * canvas.height);
  context.stroke();
}

/** Draws while the finger moves, without a render between; `version` asks for a fresh drawing. */
export function SignaturePad({
  recorder,
  version,
  label,
  onChange,
}: {
  readonly recorder: StrokeRecorder;
  readonly version: number;
  readonly label: string;
  /** After each stroke. */
  readonly onChange: () => void;
}): ReactNode {
  const canvasRef = useRef<HTMLCanvasElement>(null);

  const redraw = useCallback(() => {
    const canvas = canvasRef.current;
    if (!canvas) return;
    canvas.width = Math.round(canvas.clientWidth * devicePixelRatio);
    canvas.height = Math.round(canvas.clientHeight * devicePixelRatio);
    for (const stroke of recorder.strokes) drawLine(canvas, stroke);
  }, [recorder]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means the strokes changed
  useEffect(redraw, [redraw, version]);

  useEffect(() => {
    const canvas = canvasRef.current;
    if (!canvas) return;
    const observer = new ResizeObserver(redraw);
    observer.observe(canvas);
    return () => observer.disconnect();
  }, [redraw]);

  const sampleOf = (event: { clientX: number; clientY: number; timeStamp: number }) => ({
    x: event.clientX,
    y: event.clientY,
    timeMs: event.timeStamp,
  });

  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    const canvas = event.currentTarget;
    if (!recorder.begin(event.pointerId, sampleOf(event), canvas.getBoundingClientRect())) return;
    canvas.setPointerCapture(event.pointerId);
    drawLine(canvas, recorder.strokes.at(-1) ?? []);
  };
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    const canvas = event.currentTarget;
    const { nativeEvent } = event;
    const samples = nativeEvent.getCoalescedEvents();
    const points = (samples.length > 0 ? samples : [nativeEvent]).map(sampleOf);
    drawLine(canvas, recorder.move(event.pointerId, points, canvas.getBoundingClientRect()));
  };
  const end = (event: PointerEvent<HTMLCanvasElement>) => {
    recorder.end(event.pointerId);
    onChange();
  };

  return (
    <canvas
      ref={canvasRef}
      className="signature-canvas"
      data-testid="signature-pad"
      aria-label={label}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}
