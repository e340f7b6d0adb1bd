import { isDefinedError, safe } from '@orpc/client';
import { type FormEvent, useState } from 'react';
import type { Invitation } from '../../contract/fleet-console.ts';
import { terminalIdSchema } from '../../contract/words.ts';
import { fleet } from './client.ts';
import { DistrictField, districtIn } from './district-form.tsx';
import { shownTime } from './times.ts';
import { useWords } from './use-language.ts';

/** Makes the one-time code and shows what the terminal's configuration needs. */
export function InviteForm({ isOfAll }: { isOfAll: boolean }) {
  const { texts, language } = useWords();
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const wished = String(form.get('terminalId')).trim();
    const terminalId = terminalIdSchema.safeParse(wished);
    if (!terminalId.success) {
      setProblem(texts.invite.rule);
      return;
    }
    const [error, made] = await safe(
      fleet.inviteTerminal({ terminalId: terminalId.data, district: districtIn(form) }),
    );
    setInvitation(error ? null : made);
    const isOthers = isDefinedError(error) && error.code === 'OTHER_DISTRICT';
    setProblem(error ? (isOthers ? texts.district.other : texts.failed) : null);
  };
  return (
    <section className="card">
      <h2>{texts.invite.title}</h2>
      <form className="row" onSubmit={(event) => void send(event)}>
        <label>
          {texts.invite.terminalId}
          <input name="terminalId" required />
        </label>
        {isOfAll && <DistrictField />}
        <button type="submit">{texts.invite.act}</button>
      </form>
      {problem && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
      {invitation && (
        <>
          <p>{texts.invite.once}</p>
          <pre data-testid="invitation">{configurationOf(invitation)}</pre>
          <p className="muted">
            {texts.invite.until} {shownTime(invitation.expiresAt, language)}
          </p>
        </>
      )}
    </section>
  );
}

function configurationOf({ enrolmentUrl, authorityFingerprint, code, helpCalls }: Invitation): string {
  const fleet = { enrolmentUrl, authorityFingerprint, enrolmentCode: code };
  return `"fleet": ${JSON.stringify(fleet, null, 2)},\n"helpCalls": ${JSON.stringify(helpCalls, null, 2)}`;
}
