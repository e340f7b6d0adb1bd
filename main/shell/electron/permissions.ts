import { isWindowPage } from './served-file.ts';

export interface PermissionQuestion {
  permission: string;
  /** Address or origin of the page that asks. */
  requestingUrl: string;
  isMainFrame: boolean;
}

const permitted = new Set(['media', 'display-capture']);

/** Camera, microphone and its own picture for our own page; nothing else, for nobody. */
export function isPermitted(question: PermissionQuestion): boolean {
  return permitted.has(question.permission) && question.isMainFrame && isWindowPage(question.requestingUrl);
}
