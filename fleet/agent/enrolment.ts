import {
  type EnrolmentAnswer,
  type EnrolmentRefusal,
  enrolmentAnswerSchema,
  enrolmentRefusalSchema,
} from '../../contract/fleet.ts';
import type { FleetMembership } from '../../contract/fleet-membership.ts';
import { err, ok, type Result } from '../../contract/result.ts';
import type { TerminalId } from '../../contract/words.ts';
import { makeKey, requestCertificate } from './certificate-request.ts';
import { type CredentialStore, type CredentialsUnreadable, fingerprintOf } from './credentials.ts';
import { askHttps } from './https.ts';

export type EnrolmentProblem =
  | EnrolmentRefusal
  | CredentialsUnreadable
  /** The configuration has no code, and no certificate is kept. */
  | 'no_code'
  | 'fleet_unreachable'
  /** Who answers is not the fleet the configuration names. */
  | 'other_authority'
  | 'answer_malformed';

/** Makes the key here, has the fleet sign it against the one-time code, and keeps what comes back. */
export async function enrol(options: {
  terminalId: TerminalId;
  fleet: FleetMembership;
  store: CredentialStore;
  signal: AbortSignal;
}): Promise<Result<null, EnrolmentProblem>> {
  const { terminalId, fleet, store, signal } = options;
  const { enrolmentUrl, authorityFingerprint, enrolmentCode } = fleet;
  if (!enrolmentCode) return err('no_code');
  const authority = await fetchAuthority(enrolmentUrl, authorityFingerprint, signal);
  if (!authority.ok) return authority;
  const kept = await store.loadKey();
  if (!kept.ok) return kept;
  const key = kept.value ?? (await makeKey());
  await store.keepKey(key);
  const certificateRequest = await requestCertificate(terminalId, key);
  const answer = await askHttps({
    url: new URL('/enrolments', enrolmentUrl),
    body: { terminalId, code: enrolmentCode, certificateRequest },
    authority: authority.value,
    signal,
  });
  if (answer === null) return err('fleet_unreachable');
  const parsed = parseAnswer(answer);
  if (!parsed.ok) return parsed;
  const { certificate, brokerUrl, updateUrl = null } = parsed.value;
  await store.keepCertificate({ authority: authority.value, certificate, brokerUrl, updateUrl });
  return ok(null);
}

/** Nothing is believed of this first answer but a certificate with the fingerprint of the configuration. */
async function fetchAuthority(
  enrolmentUrl: string,
  fingerprint: string,
  signal: AbortSignal,
): Promise<Result<string, EnrolmentProblem>> {
  const url = new URL('/authority.pem', enrolmentUrl);
  const pem = await askHttps({ url, body: null, authority: null, signal });
  if (pem === null) return err('fleet_unreachable');
  try {
    return fingerprintOf(pem) === fingerprint ? ok(pem) : err('other_authority');
  } catch {
    return err('other_authority');
  }
}

function parseAnswer(text: string): Result<EnrolmentAnswer, EnrolmentProblem> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return err('answer_malformed');
  }
  const refused = enrolmentRefusalSchema.safeParse(json);
  if (refused.success) return err(refused.data.refused);
  const answer = enrolmentAnswerSchema.safeParse(json);
  return answer.success ? ok(answer.data) : err('answer_malformed');
}
