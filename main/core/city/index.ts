export { type CallOptions, type CityConnection, type CityReplyTo, connectCity } from './client.ts';
export type { CityFailure, CityReply } from './reply.ts';
export { type CityEffects, cityEffects, sessionCity } from './effects.ts';
