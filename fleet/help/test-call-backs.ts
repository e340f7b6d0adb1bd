import type { CallBack, CallBackRequest } from '../../contract/help-call.ts';
import type { CallBacks } from './call-backs.ts';

/** Keeps the numbers in memory; every one was left at the same moment. */
export class MemoryCallBacks implements CallBacks {
  readonly #kept = new Map<string, CallBack>();

  async leave(terminalId: string, request: CallBackRequest): Promise<boolean> {
    this.#kept.set(request.callBackId, { ...request, terminalId, leftAtMs: 0, called: false });
    return true;
  }

  async list(): Promise<CallBack[]> {
    return [...this.#kept.values()];
  }

  async markCalled(callBackId: string): Promise<void> {
    const kept = this.#kept.get(callBackId);
    if (kept) this.#kept.set(callBackId, { ...kept, called: true });
  }

  async erase(callBackId: string): Promise<void> {
    this.#kept.delete(callBackId);
  }
}
