import { outdatedDocuments } from '../documents.ts';
import { type Check, singleRow } from './check.ts';

/** Documents made of code say what the code says. */
export const docsCheck: Check = {
  name: 'docs',
  async run() {
    const outdated = await outdatedDocuments();
    const output = outdated.length > 0 ? `${outdated.join(', ')}: write anew with npm run docs` : '';
    return singleRow('docs', outdated.length === 0, output);
  },
};
