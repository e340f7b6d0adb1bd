import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import type { Screen } from '../../../contract/kiosk-screens.ts';
import { OutOfServiceScreen } from './out-of-service.tsx';
import type { SessionScreen } from './session-screens.tsx';
import { WelcomeScreen } from './welcome.tsx';

type SessionScreensComponent = ComponentType<{ readonly screen: SessionScreen }>;

/** Drawn at once when loaded; `lazy` alone would show an empty stage for a moment even then. */
let loaded: SessionScreensComponent | null = null;

async function loadSessionScreens(): Promise<{ default: SessionScreensComponent }> {
  const { SessionScreens } = await import('./session-screens.tsx');
  loaded = SessionScreens;
  return { default: SessionScreens };
}

const LazySessionScreens = lazy(loadSessionScreens);

/** To be called when the first screen stands. False: asked for again by the screen that needs them, which shows the failure. */
export function preloadSessionScreens(): Promise<boolean> {
  return loadSessionScreens().then(
    () => true,
    () => false,
  );
}

export function ScreenSwitch({ screen }: { readonly screen: Screen }): ReactNode {
  switch (screen.name) {
    case 'welcome':
      return <WelcomeScreen />;
    case 'out_of_service':
      return <OutOfServiceScreen screen={screen} />;
    default: {
      const SessionScreens = loaded ?? LazySessionScreens;
      return (
        <Suspense fallback={null}>
          <SessionScreens screen={screen} />
        </Suspense>
      );
    }
  }
}
