export { HelpBook } from './help-book.ts';
export { loadHelp } from './load-help.ts';
