import { useCallback, useEffect, useState } from 'react';
import type { SignedIn } from '../../contract/fleet-console.ts';
import type { Language } from '../../contract/words.ts';
import { fleet } from './client.ts';
import { Desk } from './desk.tsx';
import { PasswordForm } from './password-form.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { LanguageContext, useWords } from './use-language.ts';

const languageKey = 'budayang-fleet-language';

export function App() {
  const [language, setLanguage] = useState<Language>(() =>
    (localStorage.getItem(languageKey) ?? navigator.language).startsWith('zh') ? 'zh' : 'en',
  );
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    localStorage.setItem(languageKey, language);
  }, [language]);
  return (
    <LanguageContext value={language}>
      <Inside onLanguage={() => setLanguage(language === 'zh' ? 'en' : 'zh')} />
    </LanguageContext>
  );
}

function Inside({ onLanguage }: { onLanguage(): void }) {
  const { texts } = useWords();
  /** Undefined until the server has said who this is. */
  const [user, setUser] = useState<SignedIn | null | undefined>(undefined);
  useEffect(() => {
    fleet.whoAmI().then(setUser, () => setUser(null));
  }, []);
  const leave = useCallback(() => setUser(null), []);
  const signOut = () => {
    fleet.signOut().then(leave, leave);
  };
  useEffect(() => {
    document.title = texts.title;
  }, [texts]);
  return (
    <>
      <header className="top">
        <strong>{texts.title}</strong>
        <span className="top-space" />
        {user && (
          <span data-testid="signed-in">
            {user.userName} · {texts.roles[user.role]}
          </span>
        )}
        {user?.rights.includes('answer_calls') && !user.mustChangePassword && (
          <a href="desk/" target="help-desk" data-testid="help-desk">
            {texts.helpDesk}
          </a>
        )}
        {user && (
          <button type="button" className="quiet" data-testid="sign-out" onClick={signOut}>
            {texts.signOut}
          </button>
        )}
        <button type="button" className="quiet" data-testid="language" onClick={onLanguage}>
          {texts.otherLanguage}
        </button>
      </header>
      <main>
        {user === undefined && <p className="muted">{texts.loading}</p>}
        {user === null && <SignInForm onSignedIn={setUser} />}
        {user?.mustChangePassword && <PasswordForm onChanged={setUser} />}
        {user && !user.mustChangePassword && <Desk user={user} onSignedOut={leave} />}
      </main>
    </>
  );
}
