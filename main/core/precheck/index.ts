export { comparePage } from './compare.ts';
export type { FieldBox, FieldName, LayoutName, PageLayout } from './layouts.ts';
