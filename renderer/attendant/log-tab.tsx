import type { ReactNode } from 'react';
import type { LogLine } from '../../contract/attendant.ts';
import { Page } from '../ui/page.tsx';
import { wordOf } from './texts.ts';
import { dayAndTimeOf, timeOf } from './times.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';
import { usePages } from './use-pages.tsx';

const perPage = {
  portrait: { normal: 10, large: 4 },
  landscape: { normal: 5, large: 2 },
};

/** What the core wrote down last: events, codes and figures, newest first. */
export function LogTab({ lines }: { readonly lines: readonly LogLine[] }): ReactNode {
  const { log: texts } = useAttendantTexts();
  const { shown, pager } = usePages(lines, perPage);
  return (
    <Page title={texts.title} lead={lines.length === 0 ? texts.none : undefined} wide acts={pager}>
      <ol className="desk-log">
        {shown.map((line) => (
          <li key={line.line} data-event={line.event}>
            <time className="label">
              {dayAndTimeOf(line.at).slice(0, 5)} {timeOf(line.at)}
            </time>
            <strong>{wordOf(texts.events, line.event) ?? line.event}</strong>
            <span className="desk-code">
              {Object.entries(line.facts)
                .map(([name, value]) => `${name} ${value}`)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ol>
    </Page>
  );
}
