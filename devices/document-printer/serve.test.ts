import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { devicesConfigSchema } from '../../contract/terminal-config.ts';
import { putSimulatorOnTcp } from '../simulator-on-tcp.ts';
import { IppPrinter } from './ipp-printer.ts';
import { makeSamplePdf } from './sample-pdf.ts';
import { documentPrinterRouter, serveDocumentPrinter } from './serve.ts';
import { SimulatedDocumentPrinter } from './simulator.ts';

describe('document printer as its host serves it', () => {
  it('from configuration alone: status, print and look-up through the contract', async () => {
    const unit = new SimulatedDocumentPrinter({ sheetMs: 20 });
    const line = await putSimulatorOnTcp(unit);
    const uri = `ipp://127.0.0.1:${line.port}/ipp/print`;
    const config = devicesConfigSchema.parse({ 'document-printer': { driver: 'ipp', uri } })[
      'document-printer'
    ];
    expect(config).toMatchObject({ driver: 'ipp', uri, media: 'iso_a4_210x297mm' });
    const printer = new IppPrinter({ uri });
    printer.start();
    const client = createRouterClient(documentPrinterRouter(printer));
    for await (const status of await client.watchStatus()) if (status.state === 'online') break;
    const jobId = crypto.randomUUID();
    const pdf = new Blob([Buffer.from(await makeSamplePdf())], { type: 'application/pdf' });
    expect(await client.print({ jobId, pdf, pages: 1 })).toMatchObject({ effect: 'done' });
    expect(await client.lookUpJob({ jobId, pages: 1, copies: 1 })).toMatchObject({ effect: 'done' });
    expect(await client.readSheetCount()).toEqual({ sheetCount: unit.state.sheetCount });
    await printer.stop();

    if (!config) throw new Error('a configuration is needed');
    const served = serveDocumentPrinter(config);
    served.start();
    await served.stop();
    await line.close();
  });

  it.each(['http://127.0.0.1/ipp', 'ipp:', '127.0.0.1:631'])(
    'uri %s -> the configuration is refused',
    (uri) => {
      expect(devicesConfigSchema.safeParse({ 'document-printer': { driver: 'ipp', uri } }).success).toBe(
        false,
      );
    },
  );
});
