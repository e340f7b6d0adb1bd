export { drawCaseDocument } from './draw-case-document.ts';
export { drawCertificate } from './draw-certificate.ts';
