export { StorageBook, type StorageBookOptions, type StorageEvent } from './storage-book.ts';
