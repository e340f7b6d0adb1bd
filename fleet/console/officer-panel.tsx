import { isDefinedError, safe } from '@orpc/client';
import { type FormEvent, useCallback, useState } from 'react';
import { caseDocumentPath } from '../../contract/fleet-console.ts';
import { type OfficerCase, type OfficerVerdict, returnReasonSchema } from '../../contract/officer.ts';
import type { CaseId } from '../../contract/words.ts';
import { fleet } from './client.ts';
import { shownTime } from './times.ts';
import { useWords, type Words } from './use-language.ts';
import { useStream } from './use-stream.ts';

/** What residents handed in for an officer to decide, the oldest first. */
export function OfficerPanel({ onSignedOut }: { onSignedOut(): void }) {
  const words = useWords();
  const { texts } = words;
  const open = useCallback((signal: AbortSignal) => fleet.watchOfficerCases(undefined, { signal }), []);
  const { value, live, refused } = useStream(open, onSignedOut);
  const [chosen, setChosen] = useState<CaseId | null>(null);
  /** What became of the last verdict. */
  const [told, setTold] = useState<string | null>(null);
  if (value === null) return <p className="muted">{refused ? texts.failed : texts.loading}</p>;
  const cases = value.state === 'known' ? value.cases : [];

  const decide = async ({ caseId, acceptanceNumber }: OfficerCase, verdict: OfficerVerdict) => {
    const [error] = await safe(fleet.decideCase({ caseId, verdict }));
    if (!error) setTold(texts.review.done(acceptanceNumber, texts.review.verdicts[verdict.verdict]));
    else if (isDefinedError(error) && error.code === 'ALREADY_DECIDED') {
      const { officer, verdict: theirs, at } = error.data;
      const time = shownTime(at, words.language);
      setTold(texts.review.already(acceptanceNumber, officer, texts.review.verdicts[theirs], time));
    } else setTold(texts.failed);
    setChosen(null);
  };

  return (
    <section className="card" data-testid="officer-cases">
      <h1>{texts.review.title}</h1>
      {(!live || value.state === 'city_away') && (
        <p role="alert" className="problem">
          {live ? texts.review.cityAway : texts.notLive}
        </p>
      )}
      {told && (
        <p role="status" data-testid="case-told">
          {told}
        </p>
      )}
      {cases.length === 0 && value.state === 'known' && <p className="muted">{texts.review.none}</p>}
      {cases.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>{texts.review.acceptedAt}</th>
              <th>{texts.review.number}</th>
              <th>{texts.review.item}</th>
              <th>{texts.review.company}</th>
              <th>{texts.review.applicant}</th>
              <th>{texts.review.document}</th>
              <th>{texts.review.verdict}</th>
            </tr>
          </thead>
          <tbody>
            {cases.map((each) => (
              <CaseRow
                key={each.caseId}
                entry={each}
                words={words}
                isChosen={chosen === each.caseId}
                onChoose={() => setChosen(chosen === each.caseId ? null : each.caseId)}
                onVerdict={(verdict) => void decide(each, verdict)}
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function CaseRow({
  entry,
  words,
  isChosen,
  onChoose,
  onVerdict,
}: {
  entry: OfficerCase;
  words: Words;
  /** The form for returning it is open. */
  isChosen: boolean;
  onChoose(): void;
  onVerdict(verdict: OfficerVerdict): void;
}) {
  const { texts, language, say } = words;
  const { caseId, acceptanceNumber, acceptedAt, itemName, company, applicant, materials } = entry;
  const [sure, setSure] = useState(false);
  return (
    <>
      <tr data-case={acceptanceNumber}>
        <td className="time">{shownTime(acceptedAt, language)}</td>
        <td>{acceptanceNumber}</td>
        <td>{say(itemName)}</td>
        <td>{company ?? '–'}</td>
        <td>{applicant}</td>
        <td>
          <a href={caseDocumentPath(caseId)} target="_blank" rel="noreferrer" data-testid="case-document">
            {texts.review.open(materials)}
          </a>
        </td>
        <td>
          <span className="row">
            <button
              type="button"
              data-testid={sure ? 'case-accept-surely' : 'case-accept'}
              onClick={() => (sure ? onVerdict({ verdict: 'accepted' }) : setSure(true))}
              onBlur={() => setSure(false)}
            >
              {sure ? texts.review.acceptSurely : texts.review.accept}
            </button>
            <button type="button" aria-expanded={isChosen} data-testid="case-return" onClick={onChoose}>
              {texts.review.return}
            </button>
          </span>
        </td>
      </tr>
      {isChosen && (
        <tr>
          <td colSpan={7}>
            <ReturnForm words={words} onVerdict={onVerdict} />
          </td>
        </tr>
      )}
    </>
  );
}

function ReturnForm({
  words: { texts },
  onVerdict,
}: {
  words: Words;
  onVerdict(verdict: OfficerVerdict): void;
}) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onVerdict({
      verdict: 'returned',
      reason: returnReasonSchema.parse(form.get('reason')),
      remark: String(form.get('remark')),
    });
  };
  return (
    <form className="row" onSubmit={submit}>
      <label>
        {texts.review.reason}
        <select name="reason">
          {returnReasonSchema.options.map((reason) => (
            <option key={reason} value={reason}>
              {texts.review.reasons[reason]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {texts.review.remark}
        <input name="remark" maxLength={200} size={40} autoComplete="off" />
      </label>
      <button type="submit" data-testid="case-return-surely">
        {texts.review.returnSurely}
      </button>
    </form>
  );
}
