export type { ChildExit, ChildHandle, ChildSpec, ShellPlatform } from './platform.ts';
export type { SupervisorEvent } from './supervisor.ts';
export { type ProgramPaths, startTerminal } from './terminal.ts';
export { loadTerminalConfig } from './terminal-config.ts';
