import { openSubject } from './chromium-subject.ts';
import { describeDocumentCamera } from './conformance.ts';

describeDocumentCamera('getUserMedia in Chromium, file camera', openSubject);
