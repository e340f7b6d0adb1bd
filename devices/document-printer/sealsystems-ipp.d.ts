/**
 * The parts of the library that are used, each by its own file: its entry would load its HTTP client
 * as well.
 */
declare module '@sealsystems/ipp/lib/parser.js' {
  /** Value of an attribute; several values of one attribute are an array. */
  export type IppValue = string | number | boolean | Date | IppValue[] | { [member: string]: IppValue };
  export type IppAttributes = Record<string, IppValue | undefined>;
  /** Attribute groups of a message; a group that occurs several times is an array. */
  export interface IppGroups {
    'operation-attributes-tag'?: IppAttributes | IppAttributes[];
    'job-attributes-tag'?: IppAttributes | IppAttributes[];
    'printer-attributes-tag'?: IppAttributes | IppAttributes[];
    data?: Buffer;
  }
  export interface IppParsed extends IppGroups {
    version: string;
    id: number;
    /** Names such as `Print-Job`; undefined for codes the library does not list. */
    operation?: string;
    statusCode?: string;
  }
  /** Throws on what it cannot read. */
  export default function parse(message: Buffer): IppParsed;
}

declare module '@sealsystems/ipp/lib/serializer.js' {
  import type { IppGroups } from '@sealsystems/ipp/lib/parser.js';

  export type IppOutgoing = IppGroups & { version?: string; id: number } & (
      | { operation: string }
      | { statusCode: string }
    );
  export default function serialize(message: IppOutgoing): Buffer;
}

declare module '@sealsystems/ipp/lib/attributes.js' {
  /** Syntax of every attribute the serializer knows, by group; others are left out of a message. */
  const attributes: Record<string, Record<string, unknown>>;
  export default attributes;
}
