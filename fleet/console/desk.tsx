import { useEffect, useState } from 'react';
import type { SignedIn } from '../../contract/fleet-console.ts';
import { terminalIdSchema } from '../../contract/words.ts';
import { CasesPanel } from './cases-panel.tsx';
import { InviteForm } from './invite-form.tsx';
import { Overview } from './overview.tsx';
import { PeoplePanel } from './people-panel.tsx';
import { RolloutsPage } from './rollouts/rollouts-page.tsx';
import { TerminalDetails } from './terminal-details.tsx';
import { useWords } from './use-language.ts';

const pages = ['list', 'map', 'cases', 'rollouts'] as const;
type Page = (typeof pages)[number];

/** What the address shows: `#/terminals/<id>` one terminal, `#/map`, `#/cases`, `#/rollouts`, anything else the list. */
function addressed() {
  const found = /^#\/terminals\/([A-Z0-9-]+)$/.exec(location.hash);
  const terminalId = terminalIdSchema.safeParse(found?.[1]).data ?? null;
  const page: Page = pages.find((each) => location.hash === `#/${each}`) ?? 'list';
  return { terminalId, page };
}

export function Desk({ user, onSignedOut }: { user: SignedIn; onSignedOut(): void }) {
  const [{ terminalId, page }, setAddress] = useState(addressed);
  useEffect(() => {
    const onAddress = () => setAddress(addressed());
    addEventListener('hashchange', onAddress);
    return () => removeEventListener('hashchange', onAddress);
  }, []);
  const [isOfAll, mayManage] = [user.district === null, user.rights.includes('manage_people')];
  if (terminalId !== null) {
    const maySetDistrict = isOfAll && user.rights.includes('set_districts');
    return <TerminalDetails {...{ terminalId, maySetDistrict, onSignedOut }} />;
  }
  return (
    <>
      <Tabs page={page} isOfAll={isOfAll} />
      {page === 'rollouts' && isOfAll && <RolloutsPage user={user} />}
      {page === 'cases' && <CasesPanel terminalId={null} onSignedOut={onSignedOut} />}
      {(page === 'list' || page === 'map') && <Overview asMap={page === 'map'} onSignedOut={onSignedOut} />}
      {page === 'list' && user.rights.includes('invite_terminals') && <InviteForm isOfAll={isOfAll} />}
      {page === 'list' && mayManage && <PeoplePanel self={user.userName} isOfAll={isOfAll} />}
    </>
  );
}

/** A rollout goes to every terminal, so that who belongs to a district has no part in it. */
function Tabs({ page, isOfAll }: { page: Page; isOfAll: boolean }) {
  const { texts } = useWords();
  return (
    <nav className="tabs">
      {pages
        .filter((each) => isOfAll || each !== 'rollouts')
        .map((each) => (
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
