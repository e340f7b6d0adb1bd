import { CircleAlert, CircleCheck, RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PrecheckResult } from '../../../contract/precheck.ts';
import { PageUnderCameraDrawing } from '../../ui/drawings/page-under-camera.tsx';
import { useLayout } from '../../ui/layout-context.ts';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { useTexts } from '../../ui/texts-context.ts';
import { ActButton } from '../act-button.tsx';

type Comparison = Extract<PrecheckResult, { comparisons: unknown }>['comparisons'][number];

function Retake({ isMain }: { readonly isMain: boolean }): ReactNode {
  const { material } = useTexts();
  return (
    <ActButton
      testId="material-retake"
      look={isMain ? 'primary' : 'secondary'}
      main
      verb={(client, head, options) => client.material.retake(head, options)}
    >
      <RotateCcw aria-hidden="true" />
      {material.retake}
    </ActButton>
  );
}

function Accept({ label, isMain }: { readonly label: string; readonly isMain: boolean }): ReactNode {
  return (
    <ActButton
      testId="material-accept"
      look={isMain ? 'primary' : 'secondary'}
      main
      verb={(client, head, options) => client.material.accept(head, options)}
    >
      {label}
    </ActButton>
  );
}

/** Both values side by side, each field with its verdict in colour, sign and word. */
function Comparisons({ comparisons }: { readonly comparisons: readonly Comparison[] }): ReactNode {
  const { material } = useTexts();
  return (
    <ul className="comparisons">
      {comparisons.map(({ read, onPage, inForm, verdict }) => {
        const Sign = verdict === 'match' ? CircleCheck : CircleAlert;
        return (
          <li key={read} data-field-verdict={verdict}>
            <p className="comparison-head">
              <span>{material.fields[read]}</span>
              <span className="comparison-verdict">
                <Sign aria-hidden="true" />
                {material.verdicts[verdict]}
              </span>
            </p>
            <dl>
              <div>
                <dt>{material.onPage}</dt>
                <dd>{onPage ?? material.notRead}</dd>
              </div>
              <div>
                <dt>{material.inForm}</dt>
                <dd>{inForm}</dd>
              </div>
            </dl>
          </li>
        );
      })}
    </ul>
  );
}

export function MaterialResult({
  result,
  materialName,
  picture,
}: {
  readonly result: PrecheckResult;
  readonly materialName: string;
  /** The picture that was checked, where the window still has it. */
  readonly picture: ReactNode;
}): ReactNode {
  const { material } = useTexts();
  const { largeText } = useLayout();
  switch (result.verdict) {
    case 'match':
      return (
        <div className="fill" data-verdict={result.verdict}>
          <Page
            title={material.match}
            lead={materialName}
            figure={!largeText && picture}
            acts={
              <>
                <Accept label={material.accept} isMain />
                <Retake isMain={false} />
              </>
            }
            story={<Notice tone="good">{material.matchDetail}</Notice>}
          >
            <Comparisons comparisons={result.comparisons} />
          </Page>
        </div>
      );
    case 'mismatch':
      return (
        <div className="fill" data-verdict={result.verdict}>
          <Page
            title={material.mismatch}
            lead={materialName}
            figure={!largeText && picture}
            acts={
              <>
                <Retake isMain />
                <Accept label={material.acceptAnyway} isMain={false} />
              </>
            }
            story={<p>{material.mismatchDetail}</p>}
          >
            <Comparisons comparisons={result.comparisons} />
          </Page>
        </div>
      );
    case 'cannot_read': {
      const { what, act } = material.cannotRead[result.reason];
      return (
        <div className="fill" data-verdict={result.verdict} data-reason={result.reason}>
          <Page
            title={what}
            lead={materialName}
            figure={picture ?? <PageUnderCameraDrawing />}
            acts={
              <>
                <Retake isMain />
                <Accept label={material.acceptAnyway} isMain={false} />
              </>
            }
            story={
              <>
                <Notice tone="wait">{act}</Notice>
                <p className="muted">{material.nothingLost}</p>
              </>
            }
          />
        </div>
      );
    }
  }
}
