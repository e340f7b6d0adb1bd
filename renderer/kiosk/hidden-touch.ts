import { useRef } from 'react';
import { systemClock } from '../../contract/clock.ts';

const touchesNeeded = 5;
const withinMs = 3000;

/** Calls back after five touches within three seconds: found by who knows of it, not by accident. */
export function useHiddenTouch(onFound: () => void): () => void {
  const touches = useRef<number[]>([]);
  return () => {
    const nowMs = systemClock.monotonicMs();
    touches.current = [...touches.current.filter((atMs) => nowMs - atMs < withinMs), nowMs];
    if (touches.current.length < touchesNeeded) return;
    touches.current = [];
    onFound();
  };
}
