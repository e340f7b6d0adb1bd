import { Component, type ReactNode } from 'react';

interface Props {
  /** The view that is being drawn; a newer one is tried afresh. */
  readonly sequence: number;
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

interface State {
  readonly failedSequence: number | null;
}

/** A screen that cannot be drawn gives way to the cover until the core sends another view. */
export class CrashGuard extends Component<Props, State> {
  override state: State = { failedSequence: null };

  static getDerivedStateFromError(): Partial<State> {
    return { failedSequence: -1 };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    if (state.failedSequence === null) return null;
    if (state.failedSequence === -1) return { failedSequence: props.sequence };
    return state.failedSequence === props.sequence ? null : { failedSequence: null };
  }

  override render(): ReactNode {
    return this.state.failedSequence === null ? this.props.children : this.props.fallback;
  }
}
