/**
 * A name that its bearer recognises and a bystander does not: 张试 → 张*, 张小试 → 张*试.
 * A single character is hidden wholly. Rare characters outside the basic plane count as one.
 */
export function maskName(name: string): string {
  const characters = Array.from(name);
  const first = characters[0] ?? '';
  const last = characters.at(-1) ?? '';
  if (characters.length <= 1) return '*'.repeat(characters.length);
  if (characters.length === 2) return `${first}*`;
  return `${first}${'*'.repeat(characters.length - 2)}${last}`;
}

/** All but the last four characters; a text too short to keep a secret beside four shown ones is hidden wholly. */
export function maskIdNumber(idNumber: string): string {
  const hiddenCount = idNumber.length <= 8 ? idNumber.length : idNumber.length - 4;
  return '*'.repeat(hiddenCount) + idNumber.slice(hiddenCount);
}
