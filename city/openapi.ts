import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { cityContract } from '../contract/city.ts';
import { officerContract } from '../contract/officer.ts';

/** The published description (OpenAPI 3.1) of what a city offers to terminals, and to the desk of its officers. */
export function generateOpenApi() {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  return generator.generate(
    { ...cityContract, ...officerContract },
    {
      info: {
        title: 'City services for self-service terminals',
        version: '1.0.0',
        description:
          'Identification by city code, values for forms, acceptance of cases, payment, pickup lockers and ratings. ' +
          'Every PUT may be repeated: the same id with the same content gives the same answer. ' +
          'Calls under /v1/officer carry a service token and are not for terminals.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
    },
  );
}
