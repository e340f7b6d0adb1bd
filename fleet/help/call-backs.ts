import type { CallBack, CallBackRequest } from '../../contract/help-call.ts';

/** The numbers residents left. Only helpers see them; each is erased when done, and at the latest after `longestCallBackMs`. */
export interface CallBacks {
  /** False: too many of this terminal wait already. The same request twice is one. */
  leave(terminalId: string, request: CallBackRequest): Promise<boolean>;
  /** The longest waiting first. */
  list(): Promise<CallBack[]>;
  /** Somebody called and will perhaps call again. */
  markCalled(callBackId: string): Promise<void>;
  erase(callBackId: string): Promise<void>;
}
