import type { BenchCommand } from '../../contract/attendant.ts';
import { cellName } from './times.ts';
import { useAttendantTexts } from './use-attendant-texts.ts';

/** `打开 1-03 号格口`, `开门 3 秒`: a command with what it is told. */
export function useCommandName(): (command: BenchCommand) => string {
  const { bench: texts } = useAttendantTexts();
  return (command) => {
    switch (command.command) {
      case 'open_cell':
        return texts.openCell(cellName(command));
      case 'open_door':
        return texts.openDoor(command.pulseMs / 1000);
      case 'read_card':
      case 'scan_code':
      case 'try_signature':
      case 'print_test_slip':
      case 'feed_and_cut':
      case 'print_test_page':
      case 'dispense_item':
      case 'capture_item':
      case 'dispense_to_bin':
        return texts.names[command.command];
    }
  };
}
