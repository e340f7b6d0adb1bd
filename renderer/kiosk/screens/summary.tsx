import { CreditCard, DoorOpen, FileText, Package, ReceiptJapaneseYen, ReceiptText } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { formatFen } from '../../../contract/payment.ts';
import { byLayout, useLayout } from '../../ui/layout-context.ts';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { paginate } from '../../ui/paging.ts';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
import { ActButton } from '../act-button.tsx';
import type { ScreenOf } from '../kiosk-context.ts';

type Summary = ScreenOf<'summary'>;

const deliverableIcons = {
  receipt: ReceiptText,
  certificate: FileText,
  parcel: Package,
  card: CreditCard,
  invoice: ReceiptJapaneseYen,
  room: DoorOpen,
} as const;
const linesPerPage = { portrait: { normal: 11, large: 6 }, landscape: { normal: 7, large: 4 } };
/** Room that the notice about the network takes; on a desk it stands beside the lines. */
const noticeLines = { portrait: { normal: 2, large: 2 }, landscape: { normal: 0, large: 0 } };
/** A value longer than this takes a second line. */
const longValue = 18;

export function SummaryScreen({ screen }: { readonly screen: Summary }): ReactNode {
  const { summary } = useTexts();
  const localize = useLocalize();
  const layout = useLayout();
  const [page, setPage] = useState(0);
  const rows = screen.rows.map(({ label, value }) => ({ label: localize(label), value: localize(value) }));
  const capacity =
    byLayout(layout, linesPerPage) - (screen.willWaitForNetwork ? byLayout(layout, noticeLines) : 0);
  const pages = paginate(rows, capacity, ({ value }) => 1 + Math.floor([...value].length / longValue) * 0.6);
  const shownPage = Math.min(page, pages.length - 1);
  const submit = { query: summary.submitQuery, application: summary.submit, pickup: summary.submitPickup };
  return (
    <Page
      title={summary.title}
      lead={summary.lead(localize(screen.item.name))}
      low
      story={
        <>
          <p className="you-get">
            <span className="muted">{summary.youGet}</span>
            {screen.deliverables.map((kind) => {
              const Icon = deliverableIcons[kind];
              return (
                <span key={kind}>
                  <Icon aria-hidden="true" />
                  {kind === 'receipt' && screen.willWaitForNetwork
                    ? summary.waitingSlip
                    : summary.deliverables[kind]}
                </span>
              );
            })}
          </p>
          {screen.item.fee && <p className="you-get">{summary.fee(formatFen(screen.item.fee.amountFen))}</p>}
          {screen.willWaitForNetwork && <Notice tone="wait">{summary.willWait}</Notice>}
        </>
      }
      acts={
        <ActButton
          testId="case-submit"
          look="primary"
          main
          verb={(client, head, options) => client.case.submit(head, options)}
        >
          {submit[screen.item.kind]}
        </ActButton>
      }
    >
      <dl className="rows">
        {pages[shownPage]?.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Pager page={shownPage} count={pages.length} onPage={setPage} />
    </Page>
  );
}
