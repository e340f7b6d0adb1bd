import { isWindowPage } from './served-file.ts';

export interface PermissionQuestion {
  permission: string;
  /** Address or origin of the page that asks. */
  requestingUrl: string;
  isMainFrame: boolean;
}

/** The camera for our own page; nothing else, for nobody. */
export function isPermitted(question: PermissionQuestion): boolean {
  return question.permission === 'media' && question.isMainFrame && isWindowPage(question.requestingUrl);
}
