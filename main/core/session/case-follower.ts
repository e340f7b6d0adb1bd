import type { CaseId } from '../../../contract/words.ts';
import type { CaseDesk, CaseView } from '../cases/index.ts';

/** The case a session looks at: one at a time, told anew with every change. */
export class CaseFollower {
  readonly #onChange: (view: CaseView) => void;
  #openedDesk: CaseDesk | null = null;
  #view: CaseView | null = null;
  #unwatch: () => void = () => {};

  constructor(onChange: (view: CaseView) => void) {
    this.#onChange = onChange;
  }

  open(desk: CaseDesk): void {
    this.#openedDesk = desk;
  }

  get desk(): CaseDesk {
    if (!this.#openedDesk) throw new Error('a terminal out of service handles no cases');
    return this.#openedDesk;
  }

  /** Null while no case is followed. */
  get view(): CaseView | null {
    return this.#view;
  }

  follow(caseId: CaseId): void {
    this.forget();
    this.#unwatch = this.desk.watch(caseId, (view) => {
      this.#view = view;
      this.#onChange(view);
    });
  }

  forget(): void {
    this.#unwatch();
    this.#unwatch = () => {};
    this.#view = null;
  }
}
