import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { cellAddressSchema } from '../contract/device-classes.ts';
import { type FictionalCompany, fictionalCompaniesSchema } from '../contract/fictional-company.ts';
import { type FictionalPerson, fictionalPeopleSchema } from '../contract/fictional-person.ts';
import { err, ok, type Result } from '../contract/result.ts';
import { localizedTextSchema, terminalIdSchema } from '../contract/words.ts';

const portSchema = z.number().int().min(0).max(65535);

const parcelPlacementSchema = z.strictObject({
  personId: z.string(),
  ...cellAddressSchema.shape,
  description: localizedTextSchema.default({ zh: '社会保障卡', en: 'Social security card' }),
});

/** Relative paths start at the folder of the configuration file. */
export const cityConfigSchema = z.strictObject({
  /** Port of the published API on 127.0.0.1; 0 takes a free one. */
  port: portSchema.default(7810),
  /** Port of the control; 0 takes a free one. */
  controlPort: portSchema.default(7811),
  /** SQLite file of everything the city remembers; made if it is not there. */
  ledgerFile: z.string().min(1).default('city.sqlite'),
  /** The fictional people, by default those that come with the project. */
  peopleFile: z
    .string()
    .min(1)
    .default(fileURLToPath(new URL('../fixtures/people.json', import.meta.url))),
  /** The fictional companies, by default those that come with the project. */
  companiesFile: z
    .string()
    .min(1)
    .default(fileURLToPath(new URL('../fixtures/companies.json', import.meta.url))),
  /** How phones reach the published API, where that is not its own address. */
  publicUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** By which the officers' desk proves itself; without one nobody decides from afar, and no such case is taken. */
  officerToken: z.string().min(32).max(200).optional(),
  /** Six digits of the administrative division, part of every acceptance number. */
  regionCode: z
    .string()
    .regex(/^\d{6}$/)
    .default('310199'),
  codeLifetimeMs: z.number().int().min(1000).max(3_600_000).default(60_000),
  /** The terminal in whose locker parcels are placed. */
  terminalId: terminalIdSchema.prefault('DEMO-0001'),
  /** What waits in the locker when the ledger is new. */
  parcels: z.array(parcelPlacementSchema).default([
    {
      personId: 'zhang-ceshi',
      board: 1,
      cell: 3,
      description: { zh: '社会保障卡', en: 'Social security card' },
    },
    {
      personId: 'wang-yangben',
      board: 1,
      cell: 5,
      description: { zh: '敬老卡', en: 'Senior citizen card' },
    },
  ]),
});
export type CityConfig = z.infer<typeof cityConfigSchema>;

export interface CitySetup {
  config: CityConfig;
  people: FictionalPerson[];
  companies: FictionalCompany[];
}

/** Reads configuration and people. A failure is a list of sentences that name file, key and what is allowed. */
export async function readCitySetup(configFile: string | null): Promise<Result<CitySetup, string[]>> {
  const json = configFile === null ? ok({}) : await readJson(configFile);
  if (!json.ok) return json;
  const config = cityConfigSchema.safeParse(json.value);
  if (!config.success) return err(describe(configFile ?? 'defaults', config.error));
  return loadPeople(resolvePaths(config.data, configFile), configFile ?? 'defaults');
}

/** For a configuration that is already an object; paths start at the working folder. */
export function prepareCitySetup(
  config: z.input<typeof cityConfigSchema>,
): Promise<Result<CitySetup, string[]>> {
  return loadPeople(resolvePaths(cityConfigSchema.parse(config), null), 'configuration');
}

function resolvePaths(config: CityConfig, configFile: string | null): CityConfig {
  const base = configFile === null ? process.cwd() : dirname(resolve(configFile));
  return {
    ...config,
    ledgerFile: resolve(base, config.ledgerFile),
    peopleFile: resolve(base, config.peopleFile),
    companiesFile: resolve(base, config.companiesFile),
  };
}

async function loadPeople(config: CityConfig, source: string): Promise<Result<CitySetup, string[]>> {
  const json = await readJson(config.peopleFile);
  if (!json.ok) return json;
  const people = fictionalPeopleSchema.safeParse(json.value);
  if (!people.success) return err(describe(config.peopleFile, people.error));
  const personIds = people.data.map((person) => person.personId);
  const problems = config.parcels.flatMap(({ personId }, index) =>
    personIds.includes(personId)
      ? []
      : [`${source}: parcels.${index}.personId "${personId}" must be one of: ${personIds.join(', ')}`],
  );
  if (problems.length > 0) return err(problems);
  const companiesJson = await readJson(config.companiesFile);
  if (!companiesJson.ok) return companiesJson;
  const companies = fictionalCompaniesSchema.safeParse(companiesJson.value);
  if (!companies.success) return err(describe(config.companiesFile, companies.error));
  return ok({ config, people: people.data, companies: companies.data });
}

async function readJson(file: string): Promise<Result<unknown, string[]>> {
  try {
    return ok(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    return err([`${file}: ${reason}: ${cause instanceof Error ? cause.message : 'unknown reason'}`]);
  }
}

function describe(source: string, error: z.ZodError): string[] {
  return error.issues.map((issue) => {
    const allowed =
      issue.code === 'unrecognized_keys'
        ? `; allowed: ${Object.keys(cityConfigSchema.shape).join(', ')}`
        : '';
    const key = issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
    return `${source}: ${key}${issue.message}${allowed}`;
  });
}
