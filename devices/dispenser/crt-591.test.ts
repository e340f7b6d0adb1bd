import { describeDispenser } from './conformance.ts';
import { SimulatedCrt591 } from './simulated-crt-591.ts';
import { connectSimulated } from './simulated-subject.ts';

describeDispenser('crt-591', async () => {
  const { subject } = await connectSimulated((counters) => new SimulatedCrt591(counters), {
    driver: 'crt-591',
  });
  return subject;
});
