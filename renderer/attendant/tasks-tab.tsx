import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { AttendedTask, OpenAttendantView } from '../../contract/attendant.ts';
import { useBusy, useKiosk } from '../kiosk/kiosk-context.ts';
import { Button, onceOfDoubleTap } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { useLocalize } from '../ui/texts-context.ts';
import { BackButton } from './back-button.tsx';
import { ClaimPage } from './claim-page.tsx';
import { NoMemory } from './no-memory.tsx';
import { wordOf } from './texts.ts';
import { dayAndTimeOf } from './times.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';
import { usePages } from './use-pages.tsx';

const reasons = ['done_by_hand', 'not_needed'] as const;
const perPage = {
  portrait: { normal: 6, large: 3 },
  landscape: { normal: 4, large: 2 },
};

const factsPerPage = {
  portrait: { normal: 8, large: 1 },
  landscape: { normal: 7, large: 4 },
};

/** What cases have left to a person. A row leads to what is known of it and to its end. */
export function TasksTab({
  tasks,
  claim,
  memory,
}: {
  readonly tasks: readonly AttendedTask[];
  readonly claim: OpenAttendantView['claim'];
  readonly memory: boolean;
}): ReactNode {
  const { tasks: texts, claim: claimTexts } = useAttendantTexts();
  const [isSearching, setSearching] = useState(false);
  const [chosenId, setChosenId] = useState<number | null>(null);
  const { shown, pager } = usePages(tasks, perPage);
  if (!memory) return <Page title={texts.title} story={<NoMemory />} />;
  const chosen = tasks.find(({ taskId }) => taskId === chosenId);
  if (chosen) return <TaskPage task={chosen} onBack={() => setChosenId(null)} />;
  if (isSearching) {
    return (
      <ClaimPage
        claim={claim}
        onBack={() => setSearching(false)}
        onTask={({ taskId }) => setChosenId(taskId)}
      />
    );
  }
  return (
    <Page
      title={texts.title}
      lead={tasks.length === 0 ? texts.none : texts.count(tasks.length)}
      wide
      acts={
        <div className="desk-acts">
          {pager}
          <Button testId="claim-open" main onPress={() => setSearching(true)}>
            {claimTexts.open}
          </Button>
        </div>
      }
    >
      <ul className="desk-list desk-columns">
        {shown.map((task) => (
          <li key={task.taskId} data-task={task.kind}>
            <button
              type="button"
              className="desk-row desk-row-plain"
              data-testid={`task-${task.taskId}`}
              onClick={onceOfDoubleTap(() => setChosenId(task.taskId))}
            >
              <TaskWords task={task} />
              <ChevronRight aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </Page>
  );
}

function TaskWords({ task }: { readonly task: AttendedTask }): ReactNode {
  const { tasks: texts } = useAttendantTexts();
  const localize = useLocalize();
  return (
    <span className="desk-words">
      <strong>{wordOf(texts.kinds, task.kind) ?? texts.otherKind(task.kind)}</strong>
      <span>{localize(task.itemName)}</span>
      <span className="label">
        {texts.since} {dayAndTimeOf(task.openedAt)}
      </span>
    </span>
  );
}

/** Everything that is known, what to do about it, and the two ways to end it. */
function TaskPage({ task, onBack }: { readonly task: AttendedTask; readonly onBack: () => void }): ReactNode {
  const { tasks: texts } = useAttendantTexts();
  const { act } = useKiosk();
  const busy = useBusy();
  const localize = useLocalize();
  const { taskId, kind, acceptanceNumber, slipNumber } = task;
  const known: readonly (readonly [string, string])[] = [
    [acceptanceNumber ? texts.acceptanceNumber : texts.slipNumber, acceptanceNumber ?? slipNumber],
    ...task.facts.map(({ label, value }) => [localize(label), localize(value)] as const),
  ];
  const { shown, pager } = usePages(known, factsPerPage);
  const close = (reason: (typeof reasons)[number]) =>
    act(`task-close-${reason}`, (client, { requestId }, options) =>
      client.attendant.task.close({ requestId, taskId, reason }, options),
    );
  return (
    <Page
      title={wordOf(texts.kinds, kind) ?? texts.otherKind(kind)}
      lead={`${localize(task.itemName)} · ${texts.since} ${dayAndTimeOf(task.openedAt)}`}
      story={<p className="desk-advice">{wordOf(texts.advice, kind) ?? texts.otherAdvice}</p>}
      acts={
        <div className="desk-acts">
          <BackButton onPress={onBack}>{texts.back}</BackButton>
          {pager}
          <div className="acts-row">
            {reasons.map((reason) => (
              <Button
                key={reason}
                testId={`task-close-${reason}`}
                look={reason === 'done_by_hand' ? 'primary' : 'secondary'}
                main
                busy={busy === `task-close-${reason}`}
                disabled={busy !== null}
                onPress={() => close(reason)}
              >
                {reason === 'not_needed' && kind.startsWith('unclear_')
                  ? texts.foundDone
                  : texts.reasons[reason]}
              </Button>
            ))}
          </div>
        </div>
      }
    >
      <dl className="rows desk-facts">
        {shown.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Page>
  );
}
