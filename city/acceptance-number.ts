const shanghaiDate = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** The calendar day in the city, `YYYY-MM-DD`. */
export function cityDate(wallMs: number): string {
  return shanghaiDate.format(wallMs);
}

/**
 * A number that can be read out on the telephone: day, administrative division, serial of the day
 * and a check digit (Luhn over all digits before it), such as `20261122-310199-0042-7`.
 */
export function formatAcceptanceNumber(date: string, regionCode: string, serial: number): string {
  const groups = [date.replaceAll('-', ''), regionCode, String(serial).padStart(4, '0')];
  return [...groups, computeLuhnDigit(groups.join(''))].join('-');
}

function computeLuhnDigit(digits: string): number {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, character, index) => {
      const digit = Number(character) * (index % 2 === 0 ? 2 : 1);
      return total + (digit > 9 ? digit - 9 : digit);
    }, 0);
  return (10 - (sum % 10)) % 10;
}
