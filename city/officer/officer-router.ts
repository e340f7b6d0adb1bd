import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { implement } from '@orpc/server';
import { officerContract } from '../../contract/officer.ts';
import type { OfficerDesk } from './officer-desk.ts';

/** What a call brings besides its input. */
export interface CallerContext {
  /** Of the `Authorization` header; null where there was none. */
  bearer: string | null;
}

export function callerOf({ authorization = '' }: IncomingHttpHeaders): CallerContext {
  const [scheme, bearer] = authorization.split(' ');
  return { bearer: scheme?.toLowerCase() === 'bearer' && bearer ? bearer : null };
}

/** The officers' part of the published API. Without a token in the configuration nobody gets in. */
export function officerHandlers(desk: OfficerDesk, token: string | null) {
  const os = implement(officerContract).$context<CallerContext>();
  const check = ({ bearer }: CallerContext, errors: { NOT_AUTHORISED(): Error }) => {
    if (token === null || bearer === null || !isSame(bearer, token)) throw errors.NOT_AUTHORISED();
  };
  return {
    listOfficerCases: os.listOfficerCases.handler(({ context, errors }) => {
      check(context, errors);
      return desk.waiting();
    }),
    readCaseDocument: os.readCaseDocument.handler(({ input, context, errors }) => {
      check(context, errors);
      const document = desk.document(input.caseId);
      if (!document) throw errors.CASE_UNKNOWN();
      return { pdfBase64: Buffer.from(document).toString('base64') };
    }),
    decideCase: os.decideCase.handler(({ input, context, errors }) => {
      check(context, errors);
      const decided = desk.decide(input.caseId, input.officer, input.verdict);
      if (decided.ok) return { decided: true as const };
      if (decided.error.kind === 'unknown') throw errors.CASE_UNKNOWN();
      throw errors.ALREADY_DECIDED({ data: decided.error.by });
    }),
  };
}

/** In a time that tells nothing of where they differ. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
