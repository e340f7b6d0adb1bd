import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Signature } from '../../../contract/signature.ts';
import { drawInk } from '../../ui/signature/draw-ink.ts';
import { StrokeRecorder } from '../../ui/signature/stroke-recorder.ts';
import { useKiosk } from '../kiosk-context.ts';

export interface SignatureInk {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly recorder: StrokeRecorder;
  /** Grows when the drawing has to be made anew. */
  readonly version: number;
  /** Something changed the strokes. */
  changed(): void;
  /** What stands in the field, as it is handed in. */
  drawn(): Signature;
}

/** The ink in the field: written with the finger, or drawn along with the pad. */
export function useSignature(hasPad: boolean): SignatureInk {
  const { watchPad } = useKiosk();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [recorder] = useState(() => new StrokeRecorder());
  const [version, setVersion] = useState(0);
  const changed = () => setVersion((number) => number + 1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the pad is followed once for each screen
  useEffect(() => {
    if (!hasPad) return;
    return watchPad((ink) => {
      const nowMs = performance.now();
      if (ink.type === 'all') {
        recorder.replace(ink.strokes, nowMs);
        changed();
        return;
      }
      const wasEmpty = recorder.strokes.length === 0;
      const added = recorder.append(ink.begins, ink.points, nowMs);
      if (canvas.current) drawInk(canvas.current, added);
      if (wasEmpty) changed();
    });
  }, [hasPad, recorder]);
  return {
    canvas,
    recorder,
    version,
    changed,
    drawn() {
      const { clientWidth = 1, clientHeight = 1 } = canvas.current ?? {};
      return {
        drawnOn: 'screen',
        aspectRatio: Math.min(20, Math.max(0.1, clientWidth / clientHeight)),
        strokes: recorder.finished(),
      };
    },
  };
}
