import { writeDocuments } from './documents.ts';

/** Writes the documents that are made of code. */
await writeDocuments();
