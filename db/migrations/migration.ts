/** One numbered step of the schema. A published one is never edited; a new one is added behind it. */
export interface Migration {
  /** 1-based and without gaps; `user_version` of a database that has it. */
  version: number;
  name: string;
  up: string;
}
