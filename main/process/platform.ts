/** A program of the terminal that runs as a process of its own. */
export interface ChildSpec {
  /** Unique on the terminal: `core`, `precheck`, `device:receipt-printer`. */
  name: string;
  /** Absolute path of the program. */
  programPath: string;
  /** Added to the environment; configuration travels here as JSON. */
  environment: Record<string, string>;
  /** For the JavaScript engine of a Node child; Electron's own knows no flags for a single process. */
  v8Flags?: readonly string[];
  /** Longest pause before a child that ends again and again is started anew. */
  longestBackOffMs: number;
  /** After both ended, this child is started anew only when that one serves again, or has not for long. */
  yieldsTo?: string;
  /** It may have children started anew whose names begin so; none where it is left out. */
  mayRestart?: string;
}

/** How a child ended. */
export interface ChildExit {
  code: number | null;
  signal: string | null;
}

/** A running child as the supervisor sees it. It lives for one process; after its exit a new one is made. */
export interface ChildHandle {
  readonly name: string;
  readonly pid: number | undefined;
  onReady(listener: () => void): void;
  /** The child says why it cannot serve, in words for a technician; it must not be restarted. */
  onRefused(listener: (message: string) => void): void;
  /** The child wants another child started anew. */
  onRestartAsked(listener: (name: string) => void): void;
  onHeartbeat(listener: () => void): void;
  onExit(listener: (exit: ChildExit) => void): void;
  /** Asks the child to end by itself. */
  stop(): void;
  /** Ends it at once. */
  kill(): void;
}

/** The two bodies of the shell, Electron and Node, differ only behind this. */
export interface ShellPlatform<Handle extends ChildHandle = ChildHandle> {
  spawn(spec: ChildSpec): Handle;
  /** Joins two children by a pair of ports; each is told for what purpose. */
  join(left: { child: Handle; purpose: string }, right: { child: Handle; purpose: string }): void;
}
