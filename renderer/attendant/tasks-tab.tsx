import { type ReactNode, useState } from 'react';
import type { OpenAttendantView } from '../../contract/attendant.ts';
import { useKiosk } from '../kiosk/kiosk-context.ts';
import { Button } from '../ui/button.tsx';
import { NumberGroups } from '../ui/number-groups.tsx';
import { Page } from '../ui/page.tsx';
import { useLocalize } from '../ui/texts-context.ts';
import { ClaimSheet } from './claim-sheet.tsx';
import { ConfirmSheet } from './confirm-sheet.tsx';
import { NoMemory } from './no-memory.tsx';
import { wordOf } from './texts.ts';
import { dayAndTimeOf } from './times.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';
import { usePages } from './use-pages.tsx';

type Task = OpenAttendantView['tasks'][number];

const reasons = ['done_by_hand', 'not_needed'] as const;
const perPage = {
  portrait: { normal: 4, large: 2 },
  landscape: { normal: 4, large: 1 },
};

export function TasksTab({
  tasks,
  claim,
  memory,
}: {
  readonly tasks: readonly Task[];
  readonly claim: OpenAttendantView['claim'];
  readonly memory: boolean;
}): ReactNode {
  const { tasks: texts, claim: claimTexts } = useAttendantTexts();
  const [isSearching, setSearching] = useState(false);
  const { act, busy } = useKiosk();
  const [closingId, setClosingId] = useState<number | null>(null);
  const { shown, pager } = usePages(tasks, perPage);
  if (!memory) return <Page title={texts.title} story={<NoMemory />} />;
  const closing = tasks.find(({ taskId }) => taskId === closingId);
  const close = (taskId: number, reason: (typeof reasons)[number]) => {
    setClosingId(null);
    act(`task-${taskId}`, (client, { requestId }, options) =>
      client.attendant.task.close({ requestId, taskId, reason }, options),
    );
  };
  return (
    <Page
      title={texts.title}
      lead={tasks.length === 0 ? texts.none : texts.count(tasks.length)}
      wide
      acts={
        <>
          {pager}
          <Button testId="claim-open" onPress={() => setSearching(true)}>
            {claimTexts.open}
          </Button>
        </>
      }
    >
      <ul className="desk-list desk-columns">
        {shown.map((task) => (
          <li key={task.taskId} className="desk-row desk-row-plain" data-task={task.kind}>
            <TaskWords task={task} />
            <Button
              testId={`task-${task.taskId}`}
              busy={busy === `task-${task.taskId}`}
              disabled={busy !== null}
              onPress={() => setClosingId(task.taskId)}
            >
              {texts.close}
            </Button>
          </li>
        ))}
      </ul>
      {isSearching && <ClaimSheet claim={claim} onClose={() => setSearching(false)} />}
      {closing && (
        <ConfirmSheet
          title={texts.closeTitle}
          lead={<TaskWords task={closing} />}
          onClose={() => setClosingId(null)}
        >
          {reasons.map((reason) => (
            <Button
              key={reason}
              testId={`task-close-${reason}`}
              look="primary"
              main
              onPress={() => close(closing.taskId, reason)}
            >
              {texts.reasons[reason]}
            </Button>
          ))}
        </ConfirmSheet>
      )}
    </Page>
  );
}

function TaskWords({ task }: { readonly task: Task }): ReactNode {
  const { tasks: texts } = useAttendantTexts();
  const localize = useLocalize();
  return (
    <span className="desk-words">
      <strong>{wordOf(texts.kinds, task.kind) ?? texts.otherKind(task.kind)}</strong>
      <span>{localize(task.itemName)}</span>
      <span className="desk-pair">
        <span className="label">{task.acceptanceNumber ? texts.acceptanceNumber : texts.slipNumber}</span>
        <NumberGroups value={task.acceptanceNumber ?? task.slipNumber} />
      </span>
      <span className="label">
        {texts.since} {dayAndTimeOf(task.openedAt)}
      </span>
    </span>
  );
}
