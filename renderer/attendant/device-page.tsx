import { type ReactNode, useState } from 'react';
import type { AttendedDevice, OpenAttendantView } from '../../contract/attendant.ts';
import { deviceStateWords } from '../../contract/device-words.ts';
import { useLayout } from '../ui/layout-context.ts';
import { Page } from '../ui/page.tsx';
import { useLocalize } from '../ui/texts-context.ts';
import { BackButton } from './back-button.tsx';
import { CameraSection } from './camera-section.tsx';
import { CellsSection } from './cells-section.tsx';
import { CommandsSection } from './commands-section.tsx';
import { RecoverySection } from './recovery-section.tsx';
import type { SectionProps } from './section-props.ts';
import { Segments } from './segments.tsx';
import { FactsSection, StatusSection } from './status-section.tsx';
import { useAttendantTexts } from './use-attendant-texts.ts';

const sections = ['status', 'facts', 'act', 'recovery'] as const;
type Section = (typeof sections)[number];

/** One device: how it is, what it can be made to do, how it was brought back. */
export function DevicePage({
  device,
  view,
  onBack,
  onSelfTest,
}: {
  readonly device: AttendedDevice;
  readonly view: OpenAttendantView;
  readonly onBack: () => void;
  readonly onSelfTest: () => void;
}): ReactNode {
  const { device: texts } = useAttendantTexts();
  const localize = useLocalize();
  const [section, setSection] = useState<Section>('status');
  const { deviceClass, hostRuns, state, name } = device;
  const isCamera = deviceClass === 'document-camera';
  // In large text the readings have a page of their own.
  const { largeText } = useLayout();
  const offered = sections.filter(
    (each) => (each !== 'recovery' || !isCamera) && (each !== 'facts' || largeText),
  );
  const frame: SectionProps['frame'] = ({ acts, ...parts }) => (
    <Page
      title={
        <>
          {localize(name)}{' '}
          <span className="desk-state">{localize(deviceStateWords[hostRuns ? state : 'unknown'])}</span>
        </>
      }
      lead={
        <Segments
          name="section"
          value={section}
          options={offered.map((each) => ({ value: each, text: texts.sections[each] }))}
          onChoose={setSection}
        />
      }
      {...parts}
      acts={
        <div className="desk-acts">
          <BackButton onPress={onBack}>{texts.back}</BackButton>
          {acts}
        </div>
      }
    />
  );
  const props = { device, frame };
  switch (offered.includes(section) ? section : 'status') {
    case 'facts':
      return <FactsSection {...props} />;
    case 'status':
      return <StatusSection {...props} onSelfTest={onSelfTest} />;
    case 'recovery':
      return <RecoverySection {...props} />;
    case 'act':
      if (isCamera) return <CameraSection {...props} />;
      return deviceClass === 'pickup-locker' ? (
        <CellsSection {...props} cells={view.cells} memory={view.memory} />
      ) : (
        <CommandsSection {...props} memory={view.memory} />
      );
  }
}
