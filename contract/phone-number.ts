/** Mainland mobile numbers: 11 digits, the second 3 to 9. */
export const mobilePhonePattern = /^1[3-9]\d{9}$/;
