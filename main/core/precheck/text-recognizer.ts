import { createRequire } from 'node:module';
import path from 'node:path';
import tesseract, { type Worker, type WorkerParams } from 'tesseract.js';
import { encodeGreyMap, type GreyPicture } from './grey-picture.ts';
import type { FieldName } from './layouts.ts';

export interface RecognizedText {
  text: string;
  /** 0 to 100. */
  confidence: number;
}

/** Reads one line of writing for each kind of field; the two kinds run side by side. */
export interface TextRecognizer {
  recognize(field: FieldName, line: GreyPicture): Promise<RecognizedText>;
}

const models: Record<FieldName, { language: string; parameters: Partial<WorkerParams> }> = {
  name: { language: 'chi_sim', parameters: {} },
  idNumber: { language: 'eng', parameters: { tessedit_char_whitelist: '0123456789X' } },
};

/** Starts one engine for each kind of field, from models in the packages; nothing is fetched or cached. */
export async function startTextRecognizer(): Promise<TextRecognizer> {
  const [name, idNumber] = await Promise.all([startEngine('name'), startEngine('idNumber')]);
  const engines: Record<FieldName, Worker> = { name, idNumber };
  return {
    async recognize(field, line) {
      const engine = engines[field];
      const bytes = Buffer.from(encodeGreyMap(line));
      try {
        const { data } = await engine.recognize(bytes);
        return { text: data.text.trim(), confidence: Math.min(100, Math.max(0, data.confidence)) };
      } finally {
        bytes.fill(0);
        // The engine keeps its last picture as a file in its own memory.
        await engine.FS('unlink', ['/input']);
      }
    },
  };
}

async function startEngine(field: FieldName): Promise<Worker> {
  const { language, parameters } = models[field];
  const packageFile = createRequire(import.meta.url).resolve(`@tesseract.js-data/${language}/package.json`);
  const engine = await tesseract.createWorker(language, tesseract.OEM.LSTM_ONLY, {
    langPath: path.join(path.dirname(packageFile), '4.0.0'),
    cacheMethod: 'none',
    gzip: true,
    // Failures arrive as rejections; without a handler the library throws them a second time.
    errorHandler: () => {},
  });
  await engine.setParameters({
    tessedit_pageseg_mode: tesseract.PSM.SINGLE_LINE,
    ...parameters,
  });
  return engine;
}
