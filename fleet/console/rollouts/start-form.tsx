import { isDefinedError, safe } from '@orpc/client';
import { type FormEvent, useEffect, useState } from 'react';
import { type OfferedRelease, rolloutPlanSchema } from '../../../contract/fleet-rollouts.ts';
import { fleet } from '../client.ts';
import { useWords } from '../use-language.ts';
import type { RolloutWords } from './words.ts';

const lookEveryMs = 2000;

/** Which release to whom: it begins at the second touch. A release that is copied to the server appears by itself. */
export function StartForm({ words, onStarted }: { words: RolloutWords; onStarted(): void }) {
  const { texts } = useWords();
  const [releases, setReleases] = useState<readonly OfferedRelease[] | null>(null);
  const [sure, setSure] = useState(false);
  const [isBroken, setBroken] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const look = async () => {
      const [error, list] = await safe(fleet.rollouts.listReleases());
      if (!error) setReleases(list);
      setBroken(isDefinedError(error) && error.code === 'REPOSITORY_BROKEN');
    };
    void look();
    const timer = setInterval(() => void look(), lookEveryMs);
    return () => clearInterval(timer);
  }, []);
  if (isBroken)
    return (
      <p role="alert" className="card problem">
        {words.repositoryBroken}
      </p>
    );
  if (releases?.length === 0) return <p className="card">{words.noRelease}</p>;

  const start = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const number = (name: string) => Number(form.get(name));
    const plan = rolloutPlanSchema.safeParse({
      releaseName: form.get('releaseName'),
      rings: String(form.get('rings'))
        .split(/[,，\s]+/)
        .filter(Boolean)
        .map(Number),
      successPercent: number('successPercent'),
      errorPercent: number('errorPercent'),
      silenceMinutes: number('silenceMinutes'),
    });
    if (!plan.success) {
      setProblem(words.ringsRule);
      return;
    }
    setProblem(null);
    if (!sure) {
      setSure(true);
      return;
    }
    setSure(false);
    const [error] = await safe(fleet.rollouts.start(plan.data));
    if (error) {
      const code = isDefinedError(error) ? error.code : '';
      const known: Record<string, string> = {
        ONE_RUNS: words.oneRuns,
        NO_TERMINALS: words.noTerminals,
        REPOSITORY_BROKEN: words.repositoryBroken,
      };
      setProblem(known[code] ?? texts.failed);
      return;
    }
    onStarted();
  };

  return (
    <form className="card" onSubmit={(event) => void start(event)} onChange={() => setSure(false)}>
      <div className="row">
        <label>
          {words.release}
          <select name="releaseName" data-testid="rollout-release">
            {releases?.toReversed().map(({ name, kind, version }) => (
              <option key={name} value={name}>
                {words.kinds[kind]} {version}
              </option>
            ))}
          </select>
        </label>
        <label>
          {words.rings}
          <input name="rings" defaultValue="5, 25, 100" inputMode="numeric" required />
        </label>
        <label>
          {words.success}
          <input name="successPercent" type="number" min="0" max="100" defaultValue="95" required />
        </label>
        <label>
          {words.errors}
          <input name="errorPercent" type="number" min="0" max="100" defaultValue="5" required />
        </label>
        <label>
          {words.silence}
          <input name="silenceMinutes" type="number" min="1" max="43200" defaultValue="120" required />
        </label>
        <button type="submit" className="main" data-testid="rollout-start" disabled={releases === null}>
          {sure ? words.startSurely : words.start}
        </button>
      </div>
      {problem && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
    </form>
  );
}
