/** Where in help the resident is. */
export type HelpPlace =
  | { readonly name: 'questions' }
  | { readonly name: 'typing' }
  | { readonly name: 'number' }
  | { readonly name: 'answer'; readonly entryId: string };

export const helpEntrance: HelpPlace = { name: 'questions' };
