import { useEffect, useState } from 'react';
import type { SignedIn } from '../../contract/fleet-console.ts';
import { terminalIdSchema } from '../../contract/words.ts';
import { CasesPanel } from './cases-panel.tsx';
import { InviteForm } from './invite-form.tsx';
import { PeoplePanel } from './people-panel.tsx';
import { TerminalDetails } from './terminal-details.tsx';
import { TerminalList } from './terminal-list.tsx';

/** What the address shows: `#/terminals/<id>` one terminal, anything else all of them. */
function terminalInAddress() {
  const found = /^#\/terminals\/([A-Z0-9-]+)$/.exec(location.hash);
  return terminalIdSchema.safeParse(found?.[1]).data ?? null;
}

export function Desk({ user, onSignedOut }: { user: SignedIn; onSignedOut(): void }) {
  const [terminalId, setTerminalId] = useState(terminalInAddress);
  useEffect(() => {
    const onAddress = () => setTerminalId(terminalInAddress());
    addEventListener('hashchange', onAddress);
    return () => removeEventListener('hashchange', onAddress);
  }, []);
  if (terminalId !== null) return <TerminalDetails terminalId={terminalId} onSignedOut={onSignedOut} />;
  return (
    <>
      {user.rights.includes('handle_cases') && <CasesPanel onSignedOut={onSignedOut} />}
      {user.rights.includes('view_terminals') && <TerminalList onSignedOut={onSignedOut} />}
      {user.rights.includes('invite_terminals') && <InviteForm />}
      {user.rights.includes('manage_people') && <PeoplePanel self={user.userName} />}
    </>
  );
}
