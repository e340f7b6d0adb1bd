import type { ReactNode } from 'react';
import type { Counter } from '../../contract/attendant.ts';
import { Page } from '../ui/page.tsx';
import { NoMemory } from './no-memory.tsx';
import { useAttendantTexts } from './use-attendant-texts.ts';
import { usePages } from './use-pages.tsx';

const perPage = {
  portrait: { normal: 12, large: 6 },
  landscape: { normal: 7, large: 4 },
};

/** What the devices have done: since this technician came, since the start, in their life. */
export function CountersTab({
  counters,
  memory,
}: {
  readonly counters: readonly Counter[];
  readonly memory: boolean;
}): ReactNode {
  const { counters: texts } = useAttendantTexts();
  const { shown, pager } = usePages(counters, perPage);
  if (!memory) return <Page title={texts.title} story={<NoMemory />} />;
  return (
    <Page title={texts.title} lead={texts.lead} wide acts={pager}>
      <table className="desk-counters">
        <thead>
          <tr>
            <th scope="col">{texts.what}</th>
            <th scope="col">{texts.session}</th>
            <th scope="col">{texts.sinceStart}</th>
            <th scope="col">{texts.life}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ name, session, sinceStart, life }) => (
            <tr key={name} data-counter={name} data-session={session ?? undefined}>
              <th scope="row">{texts.names[name]}</th>
              <td>{figure(session)}</td>
              <td>{figure(sinceStart)}</td>
              <td>{figure(life)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Page>
  );
}

/** `12 480`: groups of three, as figures are read. */
function figure(count: number | null): string {
  return count === null ? '—' : String(count).replace(/\B(?=(\d{3})+$)/g, '\u2009');
}
