export { movedSince } from './count-of.ts';
export { StorageBook, type StorageBookOptions, type StorageEvent } from './storage-book.ts';
