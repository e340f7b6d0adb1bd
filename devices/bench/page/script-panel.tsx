import { useState } from 'react';
import type { BenchClient } from '../client.ts';
import type { PanelProps } from './panel-props.ts';
import type { Word } from './words.ts';

type Help = Awaited<ReturnType<BenchClient['script']['readHelp']>>;
const groups: Record<Help['words'][number]['group'], Word> = {
  when: 'scriptWhen',
  do: 'scriptDo',
  line: 'scriptLine',
  step: 'scriptStep',
};

/** What goes wrong by itself: a script, the words it may use, and what it has done so far. */
export function ScriptPanel({ state, act, say }: PanelProps) {
  const [text, setText] = useState('');
  const [help, setHelp] = useState<Help | null>(null);
  const { script } = state;
  const running = script?.running ?? false;
  const loadHelp = () => {
    if (!help) act(async (bench) => setHelp(await bench.script.readHelp()));
  };
  return (
    <section className="panel script">
      <header>
        <h2>{say('script')}</h2>
        {script && (
          <span className={`light ${running ? 'on' : 'off'}`}>
            {script.name} · {say('seed')} {script.seed}
          </span>
        )}
      </header>
      <label className="select">
        <span>{say('scriptText')}</span>
        <textarea
          rows={8}
          spellCheck={false}
          value={text}
          onFocus={loadHelp}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <div className="row">
        <button
          type="button"
          className="main"
          disabled={text.trim() === ''}
          onClick={() => act((bench) => bench.script.start({ text }))}
        >
          {say('scriptStart')}
        </button>
        <button type="button" disabled={!running} onClick={() => act((bench) => bench.script.stop())}>
          {say('scriptStop')}
        </button>
      </div>
      <details onToggle={loadHelp}>
        <summary>{say('scriptHelp')}</summary>
        {help && (
          <>
            <p className="row">
              {help.examples.map(({ name, text: example }) => (
                <button type="button" key={name} onClick={() => setText(example)}>
                  {name}
                </button>
              ))}
            </p>
            {help.words.map(({ group, words }) => (
              <div key={group}>
                <h3>{say(groups[group])}</h3>
                <pre>{words.join('\n')}</pre>
              </div>
            ))}
          </>
        )}
      </details>
      {script && <Happened happened={script.happened} say={say} />}
    </section>
  );
}

type Happenings = NonNullable<PanelProps['state']['script']>['happened'];

/** The newest first. */
function Happened({ happened, say }: { happened: Happenings; say: PanelProps['say'] }) {
  if (happened.length === 0) return <p className="hint">{say('scriptNothingYet')}</p>;
  return (
    <ol>
      {happened
        .map((one, index) => ({ ...one, key: `${one.at} ${index}` }))
        .toReversed()
        .map(({ key, at, step, what }) => (
          <li key={key}>
            <time dateTime={at}>{at.slice(11, 23)}</time>
            <strong>{step}</strong>
            <span>{what}</span>
          </li>
        ))}
    </ol>
  );
}
