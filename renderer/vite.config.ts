import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Builds the resident's window into `dist/kiosk`; everything it needs is in that folder. */
export default defineConfig({
  root: here('kiosk'),
  base: './',
  plugins: [react()],
  build: {
    outDir: here('../dist/kiosk'),
    emptyOutDir: true,
    target: 'chrome140',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    reportCompressedSize: false,
  },
});
