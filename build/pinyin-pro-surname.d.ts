declare module 'pinyin-pro/dist/esm/data/surname.mjs' {
  /** Chinese surnames, one or two characters, with their reading as a surname. */
  const surnames: Record<string, string>;
  export default surnames;
}
