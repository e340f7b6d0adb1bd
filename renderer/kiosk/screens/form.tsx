import { type ReactNode, useState } from 'react';
import { byLayout, useLayout } from '../../ui/layout-context.ts';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Pager } from '../../ui/pager.tsx';
import { useLocalize, useTexts } from '../../ui/texts-context.ts';
import { ActButton } from '../act-button.tsx';
import { useCovers } from '../call/use-cover.ts';
import type { ScreenOf } from '../kiosk-context.ts';
import { ChoiceEditor, TextEditor } from './field-editor.tsx';
import { FieldRow } from './field-row.tsx';
import { changeableValues, pageOfFirst, pagesOfForm } from './form-pages.ts';

type Form = ScreenOf<'form'>;

const pageCapacity = { portrait: { normal: 5.5, large: 3 }, landscape: { normal: 3.3, large: 1.5 } };
/** Above the form stands the bar of a call. */
const capacityInCall = { portrait: { normal: 4.6, large: 2.6 }, landscape: { normal: 2.1, large: 1.2 } };

/** What the resident has entered since the core's values; a changed field loses its problem at once. */
function useDraft(screen: Form) {
  const [changes, setChanges] = useState<Readonly<Record<string, string>>>({});
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set());
  const [given, setGiven] = useState(screen.values);
  if (given !== screen.values) {
    // What came into the core's values by another way than this window stands above what was typed before.
    setGiven(screen.values);
    const isNew = (key: string) => given[key] !== screen.values[key];
    setChanges(Object.fromEntries(Object.entries(changes).filter(([key]) => !isNew(key))));
  }
  const values = { ...screen.values, ...changes };
  const problems = Object.entries(screen.problems).filter(([key]) => !settled.has(key));
  return {
    values,
    problems: new Map(problems),
    change(key: string, value: string) {
      setChanges({ ...changes, [key]: value });
      setSettled(new Set([...settled, key]));
    },
    submitted: () => setSettled(new Set()),
  };
}

export function FormScreen({ screen }: { readonly screen: Form }): ReactNode {
  const { form } = useTexts();
  const localize = useLocalize();
  const layout = useLayout();
  const { values, problems, change, submitted } = useDraft(screen);
  const [editing, setEditing] = useState<string | null>(null);
  const [page, setPage] = useState(0);
  const { isInCall, isShown, coverOf } = useCovers(screen.item.itemCode);
  const pages = pagesOfForm(screen.fields, byLayout(layout, isInCall ? capacityInCall : pageCapacity));

  const problemKeys = Object.keys(screen.problems).join();
  const [shownProblemKeys, setShownProblemKeys] = useState('');
  if (problemKeys !== shownProblemKeys) {
    setShownProblemKeys(problemKeys);
    setPage(pageOfFirst(pages, Object.keys(screen.problems)) ?? page);
  }

  const field = screen.fields.find(({ key }) => key === editing);
  if (field) {
    const common = {
      value: values[field.key] ?? '',
      problem: problems.get(field.key) ?? null,
      isPrivate: isShown ? coverOf(field).isCovered : true,
      onChange: (value: string) => change(field.key, value),
      onDone: () => setEditing(null),
    };
    if (field.kind === 'text') return <TextEditor key={field.key} field={field} {...common} />;
    return <ChoiceEditor key={field.key} field={field} {...common} />;
  }

  const shownPage = Math.min(page, pages.length - 1);
  const isLast = shownPage === pages.length - 1;
  return (
    <Page
      title={form.title(localize(screen.item.name))}
      lead={form.lead}
      low
      story={problems.size > 0 && <Notice tone="bad">{form.someProblems(problems.size)}</Notice>}
      acts={
        <>
          <Pager page={shownPage} count={pages.length} onPage={setPage} />
          {isLast && (
            <ActButton
              testId="form-submit"
              look="primary"
              main
              verb={(client, head, options) => {
                submitted();
                return client.form.submit(
                  { ...head, values: changeableValues(screen.fields, values) },
                  options,
                );
              }}
            >
              {form.submit}
            </ActButton>
          )}
        </>
      }
    >
      <div className="fields">
        {pages[shownPage]?.map((shown) => (
          <FieldRow
            key={shown.key}
            field={shown}
            value={values[shown.key] ?? ''}
            problem={problems.get(shown.key) ?? null}
            cover={coverOf(shown)}
            onEdit={() => setEditing(shown.key)}
            onChoose={(value) => change(shown.key, value)}
          />
        ))}
      </div>
    </Page>
  );
}
