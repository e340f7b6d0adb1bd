import { createInterface } from 'node:readline';
import { attendantPinSchema } from '../../../contract/attendant.ts';
import { isIdNumber } from '../../../contract/id-number.ts';
import { attendantIdSchema } from '../../../contract/words.ts';
import { enrol } from './enrolment.ts';

/**
 * Makes the entry of one technician for `attendants` of the terminal's configuration. Reads code,
 * ID card number and PIN from standard input, one a line, so that they stand in no list of processes.
 */

const questions = [
  'code of the technician (capital letters, digits, hyphens): ',
  'number of the ID card: ',
  'PIN (6 to 12 digits): ',
];

async function readAnswers(): Promise<string[]> {
  const lines = createInterface({ input: process.stdin });
  const answers: string[] = [];
  process.stderr.write(questions[0] ?? '');
  for await (const line of lines) {
    answers.push(line.trim());
    const next = questions[answers.length];
    if (next === undefined) break;
    process.stderr.write(next);
  }
  lines.close();
  return answers;
}

const [code = '', cardNumber = '', pin = ''] = await readAnswers();
const problems = [
  ...(attendantIdSchema.safeParse(code).success ? [] : ['the code is not right']),
  ...(isIdNumber(cardNumber) ? [] : ['the number of the card is not right']),
  ...(attendantPinSchema.safeParse(pin).success ? [] : ['the PIN is not right']),
];
if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exit(2);
}
process.stdout.write(`${JSON.stringify(await enrol(code, cardNumber, pin), null, 2)}\n`);
