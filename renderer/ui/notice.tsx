import { CircleAlert, CircleCheck, Clock3, Megaphone } from 'lucide-react';
import type { ReactNode } from 'react';

const icons = { good: CircleCheck, wait: Clock3, news: Megaphone, bad: CircleAlert } as const;

/** Done, waiting or wrong: always colour, sign and words together. */
export function Notice({
  tone,
  title,
  children,
}: {
  readonly tone: keyof typeof icons;
  readonly title?: string;
  readonly children?: ReactNode;
}): ReactNode {
  const Icon = icons[tone];
  return (
    <div className={`notice notice-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon aria-hidden="true" />
      <div className="notice-text">
        {title && <strong>{title}</strong>}
        {children}
      </div>
    </div>
  );
}
