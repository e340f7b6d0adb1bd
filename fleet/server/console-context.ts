export interface ConsoleContext {
  /** Of the session this request belongs to. */
  token: string | null;
  /** Gives the browser another session, or none. */
  setToken(token: string | null): void;
}

/** What any verb may answer to somebody who may not. */
export interface MemberErrors {
  NOT_SIGNED_IN(): Error;
  NO_RIGHT(): Error;
}

export interface DistrictErrors extends MemberErrors {
  OTHER_DISTRICT(): Error;
}
