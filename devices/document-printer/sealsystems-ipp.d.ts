declare module '@sealsystems/ipp' {
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
  export type IppOutgoing = IppGroups & { version?: string; id: number } & (
      | { operation: string }
      | { statusCode: string }
    );
  const ipp: {
    /** Throws on what it cannot read. */
    parse(message: Buffer): IppParsed;
    serialize(message: IppOutgoing): Buffer;
    /** Syntax of every attribute the serializer knows, by group; others are left out of a message. */
    attributes: Record<string, Record<string, unknown>>;
  };
  export default ipp;
}
