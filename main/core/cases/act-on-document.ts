import { err, ok } from '../../../contract/result.ts';
import type { CaseId, IntentId } from '../../../contract/words.ts';
import { acceptedFacts, type DeliveryTools, look, type Preparation } from './acts.ts';
import { askWithin } from './asking.ts';

const drawTimeoutMs = 20_000;
/** A few sheets at the pace of a small laser printer that first warms up. */
const printTimeoutMs = 120_000;

/** Prints the certificate on A4. */
export async function prepareDocument(tools: DeliveryTools, caseId: CaseId): Promise<Preparation> {
  const { book, content, ports, random, clock, stop, terminal } = tools;
  const acceptance = acceptedFacts(book.get(caseId)?.state);
  const certificate = content.read(caseId, 'certificate');
  const facts = content.read(caseId, 'slip');
  if (!acceptance || !certificate.ok || !facts.ok) return err('content_missing');
  const intentId = random.uuid() as IntentId;
  const { terminalName } = terminal;
  const drawn = await askWithin(clock, stop, drawTimeoutMs, (signal) =>
    ports.drawDocument(
      {
        documentId: intentId,
        certificate: certificate.value,
        acceptanceNumber: acceptance.acceptanceNumber,
        terminalName,
        printedAtMs: clock.wallMs(),
        language: facts.value.language,
      },
      signal,
    ),
  );
  if (!drawn.ok) return err(drawn.error.kind === 'stopped' ? 'stopped' : 'printer_away');
  const sheets = await look(tools, (signal) => ports.readSheetCount(signal));
  if (!sheets.ok) return err(sheets.error.kind === 'stopped' ? 'stopped' : 'printer_away');
  const { pages } = drawn.value;
  return ok({
    kind: 'print_document',
    intentId,
    evidenceBefore: { sheetCount: sheets.value, pages },
    timeoutMs: printTimeoutMs,
    perform: (signal) => ports.printPage(intentId, drawn.value, signal),
  });
}
