import satisfies from 'spdx-satisfies';

/** Licences of what reaches a terminal. */
const shippedLicences = [
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Python-2.0',
  'OFL-1.1',
];

/** Beyond them, licences of tools that stay on the developer's machine and put nothing of theirs into the product. */
const toolLicences = [...shippedLicences, 'MPL-2.0', 'CC-BY-3.0', 'WTFPL'];

/**
 * Shared libraries under the LGPL: loaded at run time from a file of their own that anybody may replace, which is
 * what its section 4 asks for. They stay outside the archive of the application.
 */
const replaceableLibraries = /^@img\/sharp-(libvips-|win32-)/;
const replaceableLibraryLicences = [...shippedLicences, 'LGPL-3.0-or-later'];

export interface PackageLicence {
  /** With the version: `zod@4.6.7`. */
  packageName: string;
  /** SPDX expression, or what the package says instead. */
  licence: string;
  shipped: boolean;
}

/** The packages whose licence does not fit, as sentences. */
export function findLicenceProblems(packages: PackageLicence[]): string[] {
  return packages.flatMap(({ packageName, licence, shipped }) => {
    const allowed = allowedFor(packageName, shipped);
    if (fits(licence, allowed)) return [];
    return [`${packageName}: "${licence}" is not allowed for ${shipped ? 'a shipped package' : 'a tool'}`];
  });
}

function allowedFor(packageName: string, shipped: boolean): string[] {
  if (!shipped) return toolLicences;
  return replaceableLibraries.test(packageName) ? replaceableLibraryLicences : shippedLicences;
}

function fits(licence: string, allowed: string[]): boolean {
  try {
    return satisfies(licence, allowed);
  } catch {
    // Not an SPDX expression: a person has to look.
    return false;
  }
}
