import { type ReactNode, useState } from 'react';
import type { BenchCommand, BenchCommandName } from '../../contract/attendant.ts';
import { useBusy, useKiosk } from '../kiosk/kiosk-context.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmSheet } from './confirm-sheet.tsx';
import { Facts } from './facts.tsx';
import { NoMemory } from './no-memory.tsx';
import { RunNotice } from './run-notice.tsx';
import type { SectionProps } from './section-props.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';
import { useCommandName } from './use-command-name.ts';

/** Long enough to walk through, to carry something through, to bring a pallet in. */
const pulsesMs = [3000, 10_000, 30_000];

/** Each command a device offers, with the arguments a technician would choose among. */
function variantsOf(name: BenchCommandName): BenchCommand[] {
  switch (name) {
    case 'open_door':
      return pulsesMs.map((pulseMs) => ({ command: name, pulseMs }));
    case 'open_cell':
      return [];
    case 'read_card':
    case 'scan_code':
    case 'try_signature':
    case 'print_test_slip':
    case 'feed_and_cut':
    case 'print_test_page':
    case 'dispense_item':
    case 'capture_item':
    case 'dispense_to_bin':
      return [{ command: name }];
  }
}

/** After these something is open or outside that was not before. */
const askBefore: readonly BenchCommandName[] = ['open_door', 'dispense_item'];

export function CommandsSection({
  device: { commands, run },
  memory,
  frame,
}: SectionProps & { readonly memory: boolean }): ReactNode {
  const { bench: texts } = useAttendantTexts();
  const { act, view } = useKiosk();
  const busy = useBusy();
  const nameOf = useCommandName();
  const [asked, setAsked] = useState<BenchCommand | null>(null);
  const isRunning = run?.phase === 'running';
  const perform = (command: BenchCommand) => {
    setAsked(null);
    act(testIdOf(command), (client, { requestId }, options) =>
      client.attendant.device.perform({ requestId, language: view.language, act: command }, options),
    );
  };
  const press = (command: BenchCommand) =>
    askBefore.includes(command.command) ? setAsked(command) : perform(command);
  return frame({
    story: (
      <>
        {!memory && <NoMemory />}
        {run ? <RunNotice run={run} /> : memory && <p className="muted">{texts.lead}</p>}
      </>
    ),
    children: (
      <>
        <ul className="desk-commands">
          {commands.flatMap(variantsOf).map((command) => (
            <li key={testIdOf(command)}>
              <Button
                testId={testIdOf(command)}
                busy={isRunning && run.command.command === command.command && isSame(run.command, command)}
                disabled={isRunning || busy !== null}
                onPress={() => press(command)}
              >
                <span className="desk-words">
                  <strong>{nameOf(command)}</strong>
                  <span className="label">{texts.hints[command.command]}</span>
                </span>
              </Button>
            </li>
          ))}
        </ul>
        {run?.phase === 'ended' && <Facts facts={run.facts} />}
        {asked && (
          <ConfirmSheet
            title={`${nameOf(asked)}${texts.questionMark}`}
            lead={texts.noted}
            onClose={() => setAsked(null)}
          >
            <Button testId="command-confirm" look="danger" main onPress={() => perform(asked)}>
              {nameOf(asked)}
            </Button>
          </ConfirmSheet>
        )}
      </>
    ),
  });
}

function testIdOf(command: BenchCommand): string {
  return command.command === 'open_door'
    ? `command-open_door-${command.pulseMs}`
    : `command-${command.command}`;
}

function isSame(one: BenchCommand, other: BenchCommand): boolean {
  return testIdOf(one) === testIdOf(other);
}
