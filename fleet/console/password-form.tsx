import { isDefinedError, safe } from '@orpc/client';
import { type FormEvent, useState } from 'react';
import type { SignedIn } from '../../contract/fleet-console.ts';
import { fleet } from './client.ts';
import { useWords } from './use-language.ts';

const shortest = 12;

export function PasswordForm({ onChanged }: { onChanged(user: SignedIn): void }) {
  const { texts } = useWords();
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [error, user] = await safe(
      fleet.changePassword({
        password: String(form.get('password')),
        newPassword: String(form.get('newPassword')),
      }),
    );
    if (!error) onChanged(user);
    else setProblem(isDefinedError(error) && error.code === 'WRONG' ? texts.change.wrong : texts.failed);
  };
  return (
    <form className="card narrow" onSubmit={(event) => void send(event)}>
      <h1>{texts.change.title}</h1>
      <p className="muted">{texts.change.why}</p>
      <label>
        {texts.change.now}
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <label>
        {texts.change.next}
        <input name="newPassword" type="password" autoComplete="new-password" minLength={shortest} required />
        <small className="muted">{texts.change.rule}</small>
      </label>
      {problem && (
        <p role="alert" className="problem">
          {problem}
        </p>
      )}
      <button type="submit" className="main">
        {texts.change.act}
      </button>
    </form>
  );
}
