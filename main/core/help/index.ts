export { HelpBook } from './help-book.ts';
export { connectHelpLine } from './help-line.ts';
export { loadHelp } from './load-help.ts';
