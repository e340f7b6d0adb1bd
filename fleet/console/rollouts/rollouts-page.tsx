import { safe } from '@orpc/client';
import { useCallback, useEffect, useState } from 'react';
import type { SignedIn } from '../../../contract/fleet-console.ts';
import type { Rollout, RolloutAction } from '../../../contract/fleet-rollouts.ts';
import { fleet } from '../client.ts';
import { shownTime } from '../times.ts';
import { useWords } from '../use-language.ts';
import { StartForm } from './start-form.tsx';
import { type RolloutWords, rolloutWords } from './words.ts';

const lookEveryMs = 2000;

/** Every rollout and where each terminal stands in it. */
export function RolloutsPage({ user }: { user: SignedIn }) {
  const { language } = useWords();
  const words = rolloutWords(language);
  const [rollouts, setRollouts] = useState<readonly Rollout[] | null>(null);
  const look = useCallback(async () => {
    const [error, list] = await safe(fleet.rollouts.list());
    if (!error) setRollouts(list);
  }, []);
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), lookEveryMs);
    return () => clearInterval(timer);
  }, [look]);
  const mayStart = user.rights.includes('roll_out');
  return (
    <>
      <h1>{words.title}</h1>
      {mayStart && <StartForm words={words} onStarted={() => void look()} />}
      {rollouts?.length === 0 && <p className="muted">{words.none}</p>}
      {rollouts?.map((rollout) => (
        <RolloutCard
          key={rollout.rolloutId}
          rollout={rollout}
          words={words}
          mayStop={mayStart}
          onStopped={() => void look()}
        />
      ))}
    </>
  );
}

function RolloutCard({
  rollout,
  words,
  mayStop,
  onStopped,
}: {
  rollout: Rollout;
  words: RolloutWords;
  mayStop: boolean;
  onStopped(): void;
}) {
  const { language, texts } = useWords();
  const [sure, setSure] = useState(false);
  const [failed, setFailed] = useState(false);
  const { kind, version, state, stopCause, startedBy, startedAt, rings, rolloutId } = rollout;
  const stop = async () => {
    setSure(!sure);
    if (!sure) return;
    const [error] = await safe(fleet.rollouts.stop({ rolloutId }));
    setFailed(error !== null);
    onStopped();
  };
  return (
    <section
      className="card"
      data-rollout={rolloutId}
      data-rollout-version={version}
      data-rollout-state={state}
    >
      <h2>
        {words.kinds[kind]} {version} · {stopCause ? words.stopCauses[stopCause] : words.states[state]}
      </h2>
      <p className="muted">{words.startedBy(startedBy, shownTime(startedAt, language))}</p>
      {state === 'running' && mayStop && (
        <button type="button" data-testid="rollout-stop" onClick={() => void stop()}>
          {sure ? words.stopSurely : words.stop}
        </button>
      )}
      {failed && (
        <p role="alert" className="problem">
          {texts.failed}
        </p>
      )}
      <table>
        <thead>
          <tr>
            <th>{words.terminal}</th>
            <th>{words.standing}</th>
            <th>{words.heard}</th>
          </tr>
        </thead>
        {rings.map(({ begun, actions }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a ring is its place, and none comes or goes.
          <tbody key={place}>
            <tr>
              <th colSpan={3}>
                {words.ring(place + 1)} {!begun && `· ${words.notBegun}`}
              </th>
            </tr>
            {actions.map((action) => (
              <tr key={action.terminalId} data-action={action.terminalId} data-action-state={action.state}>
                <td>
                  <a href={`#/terminals/${action.terminalId}`}>{action.terminalId}</a>
                </td>
                <td>{standingOf(action, words)}</td>
                <td className="time">{action.heardAt ? shownTime(action.heardAt, language) : '–'}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

function standingOf({ state, step, problem }: RolloutAction, words: RolloutWords): string {
  if (problem) return `${words.actions[state]} · ${words.problems[problem]}`;
  return state === 'running' && step ? words.steps[step] : words.actions[state];
}
