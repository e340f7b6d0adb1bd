/** `012-345-6789`: a claim code as it is printed, shown and typed. */
export function groupClaimCode(code: string): string {
  return `${code.slice(0, 3)}-${code.slice(3, 6)}-${code.slice(6)}`;
}
