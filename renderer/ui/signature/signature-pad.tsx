import { type PointerEvent, type ReactNode, type RefObject, useCallback, useEffect } from 'react';
import { clearCanvas, drawInk } from './draw-ink.ts';
import type { StrokeRecorder } from './stroke-recorder.ts';

/** Draws while the finger moves, without a render between; `version` asks for a fresh drawing. */
export function SignaturePad({
  canvasRef,
  recorder,
  version,
  label,
  disabled,
  onChange,
}: {
  readonly canvasRef: RefObject<HTMLCanvasElement | null>;
  readonly recorder: StrokeRecorder;
  readonly version: number;
  readonly label: string;
  /** Shows only, while the person writes elsewhere. */
  readonly disabled: boolean;
  /** After each stroke. */
  readonly onChange: () => void;
}): ReactNode {
  const redraw = useCallback(() => {
    const canvas = canvasRef.current;
    if (!canvas) return;
    clearCanvas(canvas);
    for (const stroke of recorder.strokes) drawInk(canvas, stroke);
  }, [canvasRef, recorder]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means the strokes changed
  useEffect(redraw, [redraw, version]);

  useEffect(() => {
    const canvas = canvasRef.current;
    if (!canvas) return;
    const observer = new ResizeObserver(redraw);
    observer.observe(canvas);
    return () => observer.disconnect();
  }, [canvasRef, redraw]);

  const sampleOf = (event: { clientX: number; clientY: number; pressure: number; timeStamp: number }) => ({
    x: event.clientX,
    y: event.clientY,
    pressure: event.pressure,
    timeMs: event.timeStamp,
  });

  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    const canvas = event.currentTarget;
    if (disabled || !recorder.begin(event.pointerId, sampleOf(event), canvas.getBoundingClientRect())) return;
    canvas.setPointerCapture(event.pointerId);
    drawInk(canvas, recorder.strokes.at(-1) ?? []);
  };
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    const canvas = event.currentTarget;
    const { nativeEvent } = event;
    const samples = nativeEvent.getCoalescedEvents();
    const points = (samples.length > 0 ? samples : [nativeEvent]).map(sampleOf);
    drawInk(canvas, recorder.move(event.pointerId, points, canvas.getBoundingClientRect()));
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
