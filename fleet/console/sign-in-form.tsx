import { isDefinedError, safe } from '@orpc/client';
import { type FormEvent, useState } from 'react';
import type { SignedIn } from '../../contract/fleet-console.ts';
import { fleet } from './client.ts';
import { useWords } from './use-language.ts';

export function SignInForm({ onSignedIn }: { onSignedIn(user: SignedIn): void }) {
  const { texts } = useWords();
  const [problem, setProblem] = useState<'wrong' | 'locked' | 'noServer' | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const [error, user] = await safe(
      fleet.signIn({ userName: String(form.get('userName')).trim(), password: String(form.get('password')) }),
    );
    setBusy(false);
    if (!error) onSignedIn(user);
    else if (isDefinedError(error)) setProblem(error.code === 'LOCKED' ? 'locked' : 'wrong');
    // A name that no account could have is as wrong as any other.
    else setProblem('code' in error && error.code === 'BAD_REQUEST' ? 'wrong' : 'noServer');
  };
  return (
    <form className="card narrow" onSubmit={(event) => void send(event)}>
      <h1>{texts.signIn.title}</h1>
      <label>
        {texts.signIn.userName}
        <input name="userName" autoComplete="username" autoCapitalize="none" required />
      </label>
      <label>
        {texts.signIn.password}
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      {problem && (
        <p role="alert" className="problem" data-testid="problem">
          {texts.signIn[problem]}
        </p>
      )}
      <button type="submit" className="main" disabled={busy}>
        {texts.signIn.act}
      </button>
    </form>
  );
}
