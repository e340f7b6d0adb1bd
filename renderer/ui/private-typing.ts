import { createContext, useContext, useLayoutEffect } from 'react';

/** How many places are open in which something private is typed or chosen; told before it is drawn. */
export class PrivateTyping {
  readonly #listeners = new Set<() => void>();
  #open = 0;

  get isUnderWay(): boolean {
    return this.#open > 0;
  }

  begin(): () => void {
    this.#change(1);
    return () => this.#change(-1);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #change(by: number): void {
    this.#open += by;
    for (const listener of this.#listeners) listener();
  }
}

export const PrivateTypingContext = createContext(new PrivateTyping());

/** While the component stands nobody afar may see the screen; `isPrivate` false: the resident allowed it. */
export function usePrivateTyping(isPrivate: boolean): void {
  const typing = useContext(PrivateTypingContext);
  useLayoutEffect(() => (isPrivate ? typing.begin() : undefined), [typing, isPrivate]);
}
