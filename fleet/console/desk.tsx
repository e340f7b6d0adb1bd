import { useEffect, useState } from 'react';
import type { SignedIn } from '../../contract/fleet-console.ts';
import { terminalIdSchema } from '../../contract/words.ts';
import { InviteForm } from './invite-form.tsx';
import { PeoplePanel } from './people-panel.tsx';
import { RolloutsPage } from './rollouts/rollouts-page.tsx';
import { rolloutWords } from './rollouts/words.ts';
import { TerminalDetails } from './terminal-details.tsx';
import { TerminalList } from './terminal-list.tsx';
import { useWords } from './use-language.ts';

/** What the address shows: `#/terminals/<id>` one terminal, `#/rollouts` the updates, anything else all of them. */
function terminalInAddress() {
  const found = /^#\/terminals\/([A-Z0-9-]+)$/.exec(location.hash);
  return terminalIdSchema.safeParse(found?.[1]).data ?? null;
}

export function Desk({ user, onSignedOut }: { user: SignedIn; onSignedOut(): void }) {
  const [terminalId, setTerminalId] = useState(terminalInAddress);
  const [place, setPlace] = useState(location.hash);
  useEffect(() => {
    const onAddress = () => {
      setTerminalId(terminalInAddress());
      setPlace(location.hash);
    };
    addEventListener('hashchange', onAddress);
    return () => removeEventListener('hashchange', onAddress);
  }, []);
  const { language } = useWords();
  if (place === '#/rollouts') return <RolloutsPage user={user} />;
  if (terminalId !== null) return <TerminalDetails terminalId={terminalId} onSignedOut={onSignedOut} />;
  return (
    <>
      <p>
        <a href="#/rollouts" data-testid="rollouts">
          {rolloutWords(language).title}
        </a>
      </p>
      <TerminalList onSignedOut={onSignedOut} />
      {user.rights.includes('invite_terminals') && <InviteForm />}
      {user.rights.includes('manage_people') && <PeoplePanel self={user.userName} />}
    </>
  );
}
