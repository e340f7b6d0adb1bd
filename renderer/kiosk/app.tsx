import {
  lazy,
  memo,
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { systemClock } from '../../contract/clock.ts';
import type { KioskView } from '../../contract/kiosk.ts';
import type { ScreenName } from '../../contract/kiosk-screens.ts';
import type { Language } from '../../contract/words.ts';
import { preloadPinyinEngine } from '../ui/keyboard/load-engine.ts';
import { textsOf } from '../ui/languages/index.ts';
import { LargeTextContext } from '../ui/layout-context.ts';
import { LanguageContext } from '../ui/texts-context.ts';
import { watchActivity } from './activity.ts';
import type { KioskConnection, ShownAttendantView, Verb } from './connection.ts';
import { CrashGuard } from './crash-guard.tsx';
import { whenDrawn } from './drawn.ts';
import { BottomBar } from './frame/bottom-bar.tsx';
import { Countdown } from './frame/countdown.tsx';
import { Cover } from './frame/cover.tsx';
import { EndSheet, HelpSheet } from './frame/sheets.tsx';
import { StepLine } from './frame/step-line.tsx';
import { Toast } from './frame/toast.tsx';
import { TopStrip } from './frame/top-strip.tsx';
import { type HelpPlace, helpEntrance } from './help/help-place.ts';
import { BusyContext, type Kiosk, KioskContext } from './kiosk-context.ts';
import { Rehearsal } from './rehearsal.tsx';
import { preloadSessionScreens, ScreenSwitch } from './screens/screen-switch.tsx';

/** Loaded when a technician comes, so that residents do not wait for it. */
const AttendantScreens = lazy(async () => {
  const { AttendantScreens: component } = await import('../attendant/attendant-screens.tsx');
  return { default: component };
});

/** Loaded with the screens of a session: it brings the keyboard along. */
const HelpScreen = lazy(async () => {
  const { HelpScreen: component } = await import('./help/help-screen.tsx');
  return { default: component };
});

const CallLayer = lazy(async () => {
  const { CallLayer: component } = await import('./call/call-layer.tsx');
  return { default: component };
});

/** Drawn anew with the view, not with what is under way. */
const SteadyTopStrip = memo(TopStrip);
const SteadyStepLine = memo(StepLine);
const SteadyScreen = memo(ScreenSwitch);

/** Screens on which ending by a slip of the hand would lose work. */
const askBeforeEnd = new Set(['form', 'material', 'signature', 'summary', 'payment', 'delivery']);
const thanksMs = 3000;
const notDoneMs = 4000;
/** Most answers are on the screen sooner; drawing that they are waited for would only make them later. */
const busyAfterMs = 150;

/** The whole window: the view the core gives, or a calm cover where there is none. */
export function App({ connection }: { readonly connection: KioskConnection }): ReactNode {
  const state = useSyncExternalStore(
    useCallback((listener) => connection.subscribe(listener), [connection]),
    () => connection.getState(),
  );
  const lastKnown = useRef<{ language: Language; helpPhone: string | null }>({
    language: 'zh',
    helpPhone: null,
  });
  const { view } = state;
  useEffect(() => {
    if (view) lastKnown.current = { language: view.language, helpPhone: view.helpPhone };
  }, [view]);
  useEffect(() => watchActivity(window, systemClock, () => connection.reportActivity()), [connection]);
  const hasView = view !== null;
  useEffect(() => {
    if (!hasView) return undefined;
    void preloadSessionScreens();
    import('./help/help-screen.tsx').catch(() => {
      // Asked for again when help opens, where the failure is shown.
    });
    return preloadPinyinEngine(systemClock);
  }, [hasView]);
  if (!view) return <Cover line={state.line === 'lost' ? 'lost' : 'opening'} {...lastKnown.current} />;
  const cover = <Cover line="lost" language={view.language} helpPhone={view.helpPhone} />;
  return (
    <CrashGuard key={state.lineNumber} sequence={view.sequence} fallback={cover}>
      <KioskWindow connection={connection} view={view} attendant={state.attendant} />
    </CrashGuard>
  );
}

interface Message {
  readonly text: string;
  readonly forMs: number;
  /** Goes when the window shows another screen than these; a word for one person must not meet the next. */
  readonly onlyOn: readonly ScreenName[] | null;
}

function useToast(screenName: ScreenName): [string | null, (message: Message) => void] {
  const [message, setMessage] = useState<Message | null>(null);
  useEffect(
    () => (message ? systemClock.after(message.forMs, () => setMessage(null)) : undefined),
    [message],
  );
  const isShown = message !== null && (message.onlyOn?.includes(screenName) ?? true);
  return [isShown ? message.text : null, setMessage];
}

function KioskWindow({
  connection,
  view,
  attendant,
}: {
  readonly connection: KioskConnection;
  readonly view: KioskView;
  readonly attendant: ShownAttendantView | null;
}): ReactNode {
  const { screenId, language, largeText, screen } = view;
  const texts = textsOf(language);
  const [screenAtLine] = useState(screen.name);
  const [busy, setBusy] = useState<string | null>(null);
  const isSending = useRef(false);
  const [sheet, setSheet] = useState<{ name: 'call' | 'end'; screenId: number } | null>(null);
  const [helpPlace, setHelpPlace] = useState<HelpPlace>(helpEntrance);
  const [toast, showToast] = useToast(screen.name);

  useLayoutEffect(() => {
    const root = document.documentElement;
    root.lang = texts.htmlLang;
    root.toggleAttribute('data-large', largeText);
  }, [texts, largeText]);

  // Once on every line, for the window is made anew with it; what the update waits for is the first screen.
  useEffect(
    () => whenDrawn(window, systemClock, () => connection.reportDrawn(screenAtLine)),
    [connection, screenAtLine],
  );

  const send = useCallback(
    (verb: Verb) =>
      connection.send(screenId, verb).then((result) => {
        if (!result.ok && result.error === 'failed')
          showToast({ text: texts.notDone, forMs: notDoneMs, onlyOn: null });
      }),
    [connection, screenId, texts, showToast],
  );

  const kiosk = useMemo<Kiosk>(
    () => ({
      view,
      act(testId, verb) {
        if (isSending.current) return;
        isSending.current = true;
        const cancelBusy = systemClock.after(busyAfterMs, () => setBusy(testId));
        void send(verb).finally(() => {
          isSending.current = false;
          cancelBusy();
          setBusy(null);
        });
      },
      endSession() {
        void send((client, { requestId }, options) => client.session.end({ requestId }, options));
      },
      reportActivity: () => connection.reportActivity(),
      say(verb) {
        void send(verb);
      },
      followCall: (listener) => connection.followCall(listener),
      watchPad: (listener) => connection.watchPad(listener),
      setPreferences(preferences) {
        void send((client, _head, options) => client.setPreferences(preferences, options));
      },
      thank: () => showToast({ text: texts.outcome.thanks, forMs: thanksMs, onlyOn: ['outcome', 'welcome'] }),
    }),
    [connection, view, texts, send, showToast],
  );

  const shownSheet = sheet?.screenId === screenId ? sheet.name : null;
  const closeSheet = () => setSheet(null);
  const end = () => {
    if (askBeforeEnd.has(screen.name)) setSheet({ name: 'end', screenId });
    else kiosk.endSession();
  };

  const isHelpOpen = view.help !== null;
  const toggleHelp = () => {
    setHelpPlace(helpEntrance);
    kiosk.act('help', (client, head, options) =>
      isHelpOpen ? client.help.close(head, options) : client.help.open(head, options),
    );
  };
  const backInHelp = () => {
    if (helpPlace.name === 'questions') toggleHelp();
    else setHelpPlace(helpEntrance);
  };

  return (
    <LanguageContext value={language}>
      <LargeTextContext value={largeText}>
        <KioskContext value={kiosk}>
          <BusyContext value={busy}>
            <div
              className="kiosk"
              data-screen={attendant ? 'attendant' : screen.name}
              data-screen-id={screenId}
              data-sequence={view.sequence}
              data-network={view.network}
              data-acceptance={'acceptance' in screen ? screen.acceptance?.state : undefined}
            >
              <SteadyTopStrip />
              {attendant ? (
                <Suspense fallback={<main className="stage" />}>
                  <AttendantScreens view={attendant} />
                </Suspense>
              ) : (
                <>
                  <div className="stage-area">
                    <div
                      className="stage-covered"
                      data-covered={isHelpOpen ? '' : undefined}
                      inert={isHelpOpen}
                    >
                      <SteadyStepLine />
                      <main className="stage" key={screenId}>
                        <SteadyScreen screen={screen} />
                      </main>
                    </div>
                    {view.help && (
                      <Suspense fallback={null}>
                        <HelpScreen
                          key={screenId}
                          help={view.help}
                          place={helpPlace}
                          onPlace={setHelpPlace}
                          onCall={() => setSheet({ name: 'call', screenId })}
                        />
                      </Suspense>
                    )}
                  </div>
                  <BottomBar onEnd={end} onHelp={toggleHelp} onBackInHelp={isHelpOpen ? backInHelp : null} />
                  {view.call && (
                    <Suspense fallback={null}>
                      <CallLayer
                        call={view.call}
                        onRead={(entryId) => setHelpPlace({ name: 'answer', entryId })}
                      />
                    </Suspense>
                  )}
                  {shownSheet === 'call' && <HelpSheet onClose={closeSheet} />}
                  {shownSheet === 'end' && <EndSheet onClose={closeSheet} />}
                  <Countdown />
                  <Rehearsal />
                </>
              )}
              <Toast text={toast} />
            </div>
          </BusyContext>
        </KioskContext>
      </LargeTextContext>
    </LanguageContext>
  );
}
