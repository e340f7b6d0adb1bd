import type { ForeignerCard2017, ForeignerCard2023, ResidencePermit } from '../../contract/device-classes.ts';

/** Cards of invented people; the check characters of their numbers are valid. */
export const sampleCards: {
  residencePermit: ResidencePermit;
  foreigner2017: ForeignerCard2017;
  foreigner2023: ForeignerCard2023;
} = {
  residencePermit: {
    cardType: 'residence_permit',
    name: '样例居民',
    sex: 'male',
    birthDate: '1990-01-01',
    address: '上海市示例区测试路1号',
    idNumber: '810000199001010019',
    issuingAuthority: '示例市公安局',
    validFrom: '2024-03-01',
    validTo: '2029-03-01',
    travelPermitNumber: 'H00000000',
    issueCount: '01',
  },
  foreigner2017: {
    cardType: 'foreigner_2017',
    englishName: 'SAMPLE, VISITOR',
    chineseName: '样例访客',
    sex: 'female',
    birthDate: '1990-12-31',
    nationality: 'KAZ',
    validFrom: '2018-01-01',
    validTo: '2028-01-01',
    cardNumber: 'KAZ110090123105',
    cardVersion: '01',
    acceptingAuthorityCode: '1500',
  },
  foreigner2023: {
    cardType: 'foreigner_2023',
    englishName: 'SAMPLE, SOMEBODY WITH A RATHER LONG NAME',
    chineseName: '样例宾客',
    sex: 'male',
    birthDate: '1985-01-01',
    nationality: 'KAZ',
    validFrom: '2024-01-01',
    validTo: '2034-01-01',
    idNumber: '932682198501010017',
    renewalCount: '01',
    formerNumberLink: '',
  },
};
