import { err, ok, type Result } from '../../contract/result.ts';

/** A driver's name in the spellings of the house. */
export interface DriverName {
  /** `acme-16`: configuration and files. */
  kebab: string;
  /** `Acme16`: types. */
  pascal: string;
  /** `acme16`: constants. */
  camel: string;
}

export const templateName: DriverName = {
  kebab: 'template-board',
  pascal: 'TemplateBoard',
  camel: 'templateBoard',
};

/** Fails with a sentence for the person who typed it. */
export function driverNameOf(text: string): Result<DriverName, string> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text)) {
    return err(`"${text}" is no name of a driver: small letters, digits and single hyphens, such as acme-16`);
  }
  const pascal = text
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
  return ok({ kebab: text, pascal, camel: pascal.slice(0, 1).toLowerCase() + pascal.slice(1) });
}

/** The same text with the template's name replaced in every spelling. */
export function renamed(text: string, { kebab, pascal, camel }: DriverName): string {
  return text
    .replaceAll(templateName.kebab, kebab)
    .replaceAll(templateName.pascal, pascal)
    .replaceAll(templateName.camel, camel);
}
