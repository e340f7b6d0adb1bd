import type { ReactNode } from 'react';
import type { AttendedDevice } from '../../contract/attendant.ts';

/** What every section of a device's page is given. */
export interface SectionProps {
  readonly device: AttendedDevice;
  /** The frame around what a section shows. */
  readonly frame: (parts: {
    readonly story?: ReactNode;
    readonly children?: ReactNode;
    readonly figure?: ReactNode;
    readonly acts?: ReactNode;
  }) => ReactNode;
}
