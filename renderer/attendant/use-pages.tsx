import { type ReactNode, useState } from 'react';
import { byLayout, useLayout } from '../ui/layout-context.ts';
import { Pager } from '../ui/pager.tsx';
import { paginate } from '../ui/paging.ts';

/** The things of the present page and the way to the others. Stays on the last page when things go. */
export function usePages<Thing>(
  things: readonly Thing[],
  perPage: Parameters<typeof byLayout>[1],
  /** How much of a page one of them takes. */
  sizeOf: (thing: Thing) => number = () => 1,
): { readonly shown: readonly Thing[]; readonly pager: ReactNode } {
  const [wanted, setPage] = useState(0);
  const pages = paginate(things, byLayout(useLayout(), perPage), sizeOf);
  const page = Math.min(wanted, pages.length - 1);
  return {
    shown: pages[page] ?? [],
    pager: <Pager page={page} count={pages.length} onPage={setPage} />,
  };
}
