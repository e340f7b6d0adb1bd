/** A promise of the journal that does not hold, in words for the person who has to find out why. */
export interface Violation {
  invariant: 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'rating' | 'parcel' | 'invoices';
  detail: string;
  /** Of I5: how much money is not where it should be, without a sign. */
  differenceFen?: number;
}
