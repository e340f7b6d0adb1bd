import { idCardReaderRig } from './rigs/id-card-reader.ts';
import { describeRows } from './rows.ts';

// The driver over HID is stepped; over a serial port and over TCP its rows run on the real line.
describeRows('id-card-reader', idCardReaderRig, (driver) => (driver === 'sam-v hid' ? 'stepped' : 'real'));
