import { z } from 'zod';
import { deviceClassSchema } from './device-common.ts';

/**
 * What terminals and fleet say about updates: the words of hawkBit's Direct Device Integration API
 * (https://eclipse.dev/hawkbit/apis/ddi_api/), as far as they are used. What is authentic is decided by TUF metadata alone;
 * nothing said here is believed about a file. Keys nobody knows are left aside, so that either side may be newer.
 */

/** Grows from release to release; `1.4.0` is newer than `1.3.12`. */
export const releaseVersionSchema = z
  .string()
  .regex(/^\d{1,5}(\.\d{1,5}){2}$/, 'three numbers are needed here, such as 1.4.0');

/** Positive where `left` is newer. */
export function compareVersions(left: string, right: string): number {
  const [one, other] = [left, right].map((version) => version.split('.').map(Number));
  return (
    [0, 1, 2].map((place) => (one?.[place] ?? 0) - (other?.[place] ?? 0)).find((order) => order !== 0) ?? 0
  );
}

/** `program` is started in the other slot; the rest is taken over while the terminal serves. */
export const releaseKindSchema = z.enum(['program', 'catalogue', 'notices']);
export type ReleaseKind = z.infer<typeof releaseKindSchema>;

/** What is signed about a release besides its length and hash: `custom` of its TUF target. */
export const signedReleaseSchema = z.object({
  kind: releaseKindSchema,
  version: releaseVersionSchema,
  /** Sum of the files in the archive, bytes. */
  unpackedBytes: z.number().int().min(1).max(8_589_934_592),
  files: z.number().int().min(1).max(500_000),
});
export type SignedRelease = z.infer<typeof signedReleaseSchema>;

/** Why an update did not come about. Words for codes are the console's. */
export const updateProblemSchema = z.enum([
  /** What the fleet's server offers is not signed by who may sign, or was changed since. */
  'not_authentic',
  'metadata_expired',
  /** Older metadata than this terminal has seen: somebody wants it to go back. */
  'metadata_rolled_back',
  'release_unknown',
  /** The version that runs is as new or newer. */
  'release_not_newer',
  'longer_than_declared',
  'download_broken_off',
  'content_differs',
  /** Not an archive of a release, or one that would write outside its place. */
  'release_malformed',
  'disk_full',
  /** Its program ended before it had proved itself. */
  'does_not_start',
  /** Nothing was heard of its agent. */
  'agent_silent',
  'database_not_opened',
  'devices_silent',
  'no_visible_screen',
  'power_cut',
  /** The catalogue or the notices are not what the program understands. */
  'content_refused',
  'agent_failed',
]);
export type UpdateProblem = z.infer<typeof updateProblemSchema>;

/** What a new version has not proved yet, worst first. */
export const proofSchema = z.enum(['database', 'devices', 'screen']);
export type Proof = z.infer<typeof proofSchema>;

/** Devices that answered before an update have to answer after it. */
export const mustAnswerSchema = z.array(deviceClassSchema).max(20);

const linkSchema = z.object({ href: z.url() });
const sleepSchema = z.string().regex(/^\d{2}:\d{2}:\d{2}$/);

/** `GET /{tenant}/controller/v1/{controllerId}` */
export const controllerBaseSchema = z.object({
  config: z.object({ polling: z.object({ sleep: sleepSchema }) }),
  _links: z
    .object({
      deploymentBase: linkSchema.optional(),
      cancelAction: linkSchema.optional(),
      configData: linkSchema.optional(),
    })
    .optional(),
});
export type ControllerBase = z.infer<typeof controllerBaseSchema>;

export const actionIdSchema = z.string().regex(/^\d{1,15}$/);

/** `GET …/deploymentBase/{actionId}`. */
export const deploymentBaseSchema = z.object({
  id: actionIdSchema,
  deployment: z.object({
    download: z.enum(['skip', 'attempt', 'forced']),
    update: z.enum(['skip', 'attempt', 'forced']),
    chunks: z
      .array(
        z.object({
          part: z.string().max(40),
          name: z.string().max(120),
          version: z.string().max(40),
          artifacts: z
            .array(
              z.object({
                /** Name of the TUF target. */
                filename: z.string().min(1).max(200),
                size: z.number().int().min(0),
                hashes: z.object({ sha256: z.string() }),
                _links: z.object({ 'download-http': linkSchema.optional(), download: linkSchema.optional() }),
              }),
            )
            .max(10),
        }),
      )
      .max(10),
  }),
});
export type DeploymentBase = z.infer<typeof deploymentBaseSchema>;

/** `GET …/cancelAction/{actionId}`. */
export const cancelActionSchema = z.object({
  id: actionIdSchema,
  cancelAction: z.object({ stopId: actionIdSchema }),
});

/** `POST …/feedback`, of an action or of its cancellation. A refusal names an `UpdateProblem` as first detail. */
export const feedbackSchema = z.object({
  status: z.object({
    execution: z.enum([
      'proceeding',
      'download',
      'downloaded',
      'scheduled',
      'resumed',
      'closed',
      'canceled',
      'rejected',
    ]),
    result: z.object({ finished: z.enum(['success', 'failure', 'none']) }),
    details: z.array(z.string().max(120)).max(5).optional(),
  }),
});
export type Feedback = z.infer<typeof feedbackSchema>;

/** `PUT …/configData`: what runs on the terminal. */
export const configDataSchema = z.object({
  mode: z.enum(['merge', 'replace']).optional(),
  data: z.object({
    program: releaseVersionSchema,
    catalogue: releaseVersionSchema.nullable(),
    notices: releaseVersionSchema.nullable(),
  }),
});
export type ConfigData = z.infer<typeof configDataSchema>['data'];

/** Where an update of one terminal stands, for the fleet. */
export const updateStepSchema = z.enum(['proceeding', 'download', 'downloaded', 'scheduled', 'resumed']);
export type UpdateStep = z.infer<typeof updateStepSchema>;
