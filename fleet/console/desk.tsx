import { useEffect, useState } from 'react';
import type { SignedIn } from '../../contract/fleet-console.ts';
import { terminalIdSchema } from '../../contract/words.ts';
import { CasesPanel } from './cases-panel.tsx';
import { InviteForm } from './invite-form.tsx';
import { OfficerPanel } from './officer-panel.tsx';
import { Overview } from './overview.tsx';
import { PeoplePanel } from './people-panel.tsx';
import { RolloutsPage } from './rollouts/rollouts-page.tsx';
import { TerminalDetails } from './terminal-details.tsx';
import { useWords } from './use-language.ts';

const pages = ['list', 'map', 'cases', 'rollouts', 'review'] as const;
type Page = (typeof pages)[number];

/** What the address shows: `#/terminals/<id>` one terminal, `#/map`, `#/cases`, `#/rollouts`, `#/review`. */
function addressed() {
  const found = /^#\/terminals\/([A-Z0-9-]+)$/.exec(location.hash);
  const terminalId = terminalIdSchema.safeParse(found?.[1]).data ?? null;
  const wanted = pages.find((each) => location.hash === `#/${each}`) ?? null;
  return { terminalId, wanted };
}

export function Desk({ user, onSignedOut }: { user: SignedIn; onSignedOut(): void }) {
  const [{ terminalId, wanted }, setAddress] = useState(addressed);
  useEffect(() => {
    const onAddress = () => setAddress(addressed());
    addEventListener('hashchange', onAddress);
    return () => removeEventListener('hashchange', onAddress);
  }, []);
  const [isOfAll, mayManage] = [user.district === null, user.rights.includes('manage_people')];
  const seesTerminals = user.rights.includes('view_terminals');
  const isOffered: Record<Page, boolean> = {
    list: seesTerminals,
    map: seesTerminals,
    cases: seesTerminals,
    // A rollout goes to every terminal: who belongs to a district has no part in it.
    rollouts: seesTerminals && isOfAll,
    review: user.rights.includes('handle_cases'),
  };
  const offered = pages.filter((each) => isOffered[each]);
  const page = offered.find((each) => each === wanted) ?? offered[0];
  if (terminalId !== null && seesTerminals) {
    const maySetDistrict = isOfAll && user.rights.includes('set_districts');
    return <TerminalDetails {...{ terminalId, maySetDistrict, onSignedOut }} />;
  }
  return (
    <>
      {offered.length > 1 && <Tabs offered={offered} page={page} />}
      {page === 'rollouts' && <RolloutsPage user={user} />}
      {page === 'review' && <OfficerPanel onSignedOut={onSignedOut} />}
      {page === 'cases' && <CasesPanel terminalId={null} onSignedOut={onSignedOut} />}
      {(page === 'list' || page === 'map') && <Overview asMap={page === 'map'} onSignedOut={onSignedOut} />}
      {page === 'list' && user.rights.includes('invite_terminals') && <InviteForm isOfAll={isOfAll} />}
      {page === 'list' && mayManage && <PeoplePanel self={user.userName} isOfAll={isOfAll} />}
    </>
  );
}

function Tabs({ offered, page }: { offered: readonly Page[]; page: Page | undefined }) {
  const { texts } = useWords();
  return (
    <nav className="tabs">
      {offered.map((each) => (
        <a
          key={each}
          href={`#/${each}`}
          data-testid={`tab-${each}`}
          aria-current={each === page ? 'page' : undefined}
        >
          {texts.tabs[each]}
        </a>
      ))}
    </nav>
  );
}
