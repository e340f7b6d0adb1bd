/** The symbol alone; the library's entry would load its writers of pictures as well. */
declare module 'qrcode/lib/core/qrcode.js' {
  import type { create as createSymbol } from 'qrcode';

  const core: { create: typeof createSymbol };
  export default core;
}
