import { err, ok, type Result } from '../../contract/result.ts';
import type { Line, Transport, TransportFailure } from '../transport/index.ts';
import type { IppClient, IppFailure } from './ipp-client.ts';
import type { PrinterReport } from './reports.ts';

/** Fresh connections to a printer. HTTP tells of no loss: only a question that stays unanswered does. */
export interface IppLine extends Line {
  /** What the first question over it brought. */
  readonly firstAnswer: Result<PrinterReport, IppFailure>;
}

/** Opens a line by asking the printer over a new connection. */
export function ippTransport(
  description: string,
  client: IppClient,
  ask: () => Promise<IppLine['firstAnswer']>,
): Transport<IppLine> {
  return {
    description,
    async open(): Promise<Result<IppLine, TransportFailure>> {
      client.reopen();
      const firstAnswer = await ask();
      if (!firstAnswer.ok && firstAnswer.error.kind === 'unreachable') {
        return err({ kind: 'not_found', detail: firstAnswer.error.detail });
      }
      return ok({ firstAnswer, onLost: () => {}, close: async () => {} });
    },
  };
}
