import { describeDispenser } from './conformance.ts';
import { SimulatedK720 } from './simulated-k720.ts';
import { connectSimulated } from './simulated-subject.ts';

describeDispenser('k720', async () => {
  const { subject } = await connectSimulated((counters) => new SimulatedK720(counters), { driver: 'k720' });
  return subject;
});
