import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from '../root.ts';
import { type Check, singleRow } from './check.ts';
import { findLicenceProblems, type PackageLicence } from './licences.ts';
import { runTool } from './run-tool.ts';

const listingSchema = z.record(
  z.string(),
  z.object({ licenses: z.union([z.string(), z.array(z.string())]) }),
);
const manifestSchema = z.object({ devDependencies: z.record(z.string(), z.string()) });

/** Parts of development packages that the bundles carry to the terminal. */
const bundledDevelopmentPackages = /^@fontsource/;

export const licenceCheck: Check = {
  name: 'licences',
  async run() {
    const [production, everything] = await Promise.all([list(['--production']), list([])]);
    const shippedNames = new Set(production.map(([packageName]) => packageName));
    const packages = everything.map(([packageName, licence]): PackageLicence => {
      const shipped = shippedNames.has(packageName) || bundledDevelopmentPackages.test(packageName);
      return { packageName, licence, shipped };
    });
    const problems = findLicenceProblems(packages);
    if (packages.length < directDevelopmentPackages()) problems.push('the list of packages is incomplete');
    return singleRow('licences', problems.length === 0, problems.join('\n'));
  },
};

async function list(parameters: string[]): Promise<[string, string][]> {
  const tool = await runTool('license-checker-rseidelsohn/bin/license-checker-rseidelsohn.js', [
    '--json',
    '--excludePrivatePackages',
    ...parameters,
  ]);
  const listing = listingSchema.parse(JSON.parse(tool.stdout));
  return Object.entries(listing).map(([packageName, { licenses }]) => [
    packageName,
    // Several licences without an operator: the package wants all of them.
    Array.isArray(licenses) ? licenses.join(' AND ') : licenses,
  ]);
}

/** A listing shorter than this did not look into the tools. */
function directDevelopmentPackages(): number {
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  return Object.keys(manifest.devDependencies).length;
}
