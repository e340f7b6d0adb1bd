export { type CallOptions, type CityConnection, type CityReplyTo, connectCity } from './client.ts';
export { type CityEffects, cityEffects, sessionCity } from './effects.ts';
export { cityPayment } from './payment-effects.ts';
export type { CityFailure, CityReply } from './reply.ts';
