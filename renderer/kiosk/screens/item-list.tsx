import {
  Clock3,
  CreditCard,
  FileText,
  HeartPulse,
  House,
  Package,
  PiggyBank,
  ReceiptJapaneseYen,
  ReceiptText,
} from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { formatFen } from '../../../contract/payment.ts';
import { Button, onceOfDoubleTap } from '../../ui/button.tsx';
import { byLayout, useLayout } from '../../ui/layout-context.ts';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { paginate } from '../../ui/paging.ts';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
import { useCovers } from '../call/use-cover.ts';
import { type ScreenOf, useBusy, useKiosk } from '../kiosk-context.ts';

type Item = ScreenOf<'item_list'>['items'][number];

const icons = {
  pension: PiggyBank,
  residence: House,
  parcel: Package,
  certificate: FileText,
  health: HeartPulse,
  document: ReceiptText,
  card: CreditCard,
  invoice: ReceiptJapaneseYen,
} as const satisfies Record<Item['icon'], unknown>;

const cardsPerPage = {
  portrait: { normal: 6, large: 2 },
  landscape: { normal: 6, large: 2 },
};
const cardsBesideNotice = {
  portrait: { normal: 4, large: 2 },
  landscape: { normal: 3, large: 2 },
};

function ItemCard({ item, isOpening }: { readonly item: Item; readonly isOpening: boolean }): ReactNode {
  const { act } = useKiosk();
  const { itemList } = useTexts();
  const localize = useLocalize();
  const Icon = icons[item.icon];
  const { itemCode, unavailable } = item;
  const testId = `item-${itemCode}`;
  return (
    <button
      type="button"
      className="item-card"
      data-testid={testId}
      data-busy={isOpening ? '' : undefined}
      disabled={unavailable !== null || isOpening}
      onClick={onceOfDoubleTap(() =>
        act(testId, (client, head, options) => client.item.choose({ ...head, itemCode }, options)),
      )}
    >
      <span className="item-name">
        <Icon aria-hidden="true" />
        {localize(item.name)}
      </span>
      <span className="item-summary">{localize(item.summary)}</span>
      <span className="item-foot">
        {unavailable ? (
          <span className="item-unavailable">{itemList.unavailable[unavailable]}</span>
        ) : isOpening ? (
          <>
            <span className="busy-mark" aria-hidden="true" />
            {itemList.opening}
          </>
        ) : (
          <>
            <Clock3 aria-hidden="true" />
            {itemList.usualMinutes(item.usualMinutes)}
            {item.fee && <span>{itemList.fee(formatFen(item.fee.amountFen))}</span>}
          </>
        )}
      </span>
    </button>
  );
}

/** In large text there is no room for a reason and a list: one thing at a time. */
export function ItemListScreen({ screen }: { readonly screen: ScreenOf<'item_list'> }): ReactNode {
  const { largeText } = useLayout();
  const { refusal } = screen;
  const [isRead, setIsRead] = useState(false);
  if (isRead && !refusal) setIsRead(false);
  if (refusal && largeText && !isRead) return <RefusedItem screen={screen} onRead={() => setIsRead(true)} />;
  return <ItemList screen={screen} />;
}

function RefusedItem({
  screen,
  onRead,
}: {
  readonly screen: ScreenOf<'item_list'>;
  readonly onRead: () => void;
}): ReactNode {
  const { itemList } = useTexts();
  const localize = useLocalize();
  return (
    <Page
      title={useRefusalTitle(screen)}
      story={
        <Notice tone="bad" title={itemList.why}>
          {screen.refusal && localize(screen.refusal.reason)}
        </Notice>
      }
      acts={
        <Button testId="refusal-read" look="primary" main onPress={onRead}>
          {itemList.otherItems}
        </Button>
      }
    />
  );
}

function useRefusalTitle({ items, refusal }: ScreenOf<'item_list'>): string {
  const { itemList } = useTexts();
  const localize = useLocalize();
  const item = items.find(({ itemCode }) => itemCode === refusal?.itemCode);
  return item ? itemList.refused(localize(item.name)) : itemList.refusedUnnamed;
}

function ItemList({ screen }: { readonly screen: ScreenOf<'item_list'> }): ReactNode {
  const busy = useBusy();
  const { itemList } = useTexts();
  const localize = useLocalize();
  const layout = useLayout();
  const { isShown } = useCovers('');
  const [page, setPage] = useState(0);
  // In large text it has been read.
  const refused = layout.largeText ? null : screen.refusal;
  const pages = paginate(screen.items, byLayout(layout, refused ? cardsBesideNotice : cardsPerPage), () => 1);
  const shownPage = Math.min(page, pages.length - 1);
  const refusalTitle = useRefusalTitle(screen);
  return (
    <Page
      low
      wide
      title={itemList.title}
      lead={
        !isShown &&
        (screen.person.company
          ? itemList.greetingFor(screen.person.maskedName, screen.person.company)
          : itemList.greeting(screen.person.maskedName, screen.person.maskedIdNumber))
      }
      story={
        refused && (
          <Notice tone="bad" title={refusalTitle}>
            {localize(refused.reason)}
          </Notice>
        )
      }
      acts={pages.length > 1 && <Pager page={shownPage} count={pages.length} onPage={setPage} />}
    >
      <div className="item-cards">
        {pages[shownPage]?.map((item) => (
          <ItemCard
            key={item.itemCode}
            item={item}
            isOpening={screen.opening === item.itemCode || busy === `item-${item.itemCode}`}
          />
        ))}
      </div>
    </Page>
  );
}
