export { drawCertificate } from './draw-certificate.ts';
