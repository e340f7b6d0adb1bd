import { createContext, useContext, useSyncExternalStore } from 'react';

export interface Layout {
  readonly orientation: 'portrait' | 'landscape';
  readonly largeText: boolean;
}

export const LargeTextContext = createContext(false);

const portraitQuery = '(orientation: portrait)';

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(portraitQuery);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** How much fits on a page depends on how the panel hangs and on the size of the text. */
export function useLayout(): Layout {
  const isPortrait = useSyncExternalStore(subscribe, () => window.matchMedia(portraitQuery).matches);
  return { orientation: isPortrait ? 'portrait' : 'landscape', largeText: useContext(LargeTextContext) };
}

/** Picks a figure for the present layout. */
export function byLayout(
  { orientation, largeText }: Layout,
  figures: Readonly<Record<Layout['orientation'], { readonly normal: number; readonly large: number }>>,
): number {
  return figures[orientation][largeText ? 'large' : 'normal'];
}
