export { type CitySetup, prepareCitySetup } from './config.ts';
export { type CityControl, connectCityControl } from './control-client.ts';
export { type CityPorts, type RunningCity, startCity } from './start-city.ts';
