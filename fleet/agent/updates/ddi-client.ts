import type { z } from 'zod';
import {
  type ConfigData,
  type ControllerBase,
  cancelActionSchema,
  controllerBaseSchema,
  type DeploymentBase,
  deploymentBaseSchema,
  type Feedback,
} from '../../../contract/fleet-update.ts';
import type { TerminalId } from '../../../contract/words.ts';
import type { FleetLine } from './fleet-line.ts';

const tenant = 'default';

/** The device's side of hawkBit's Direct Device Integration API. Follows the links it is given. */
export class DdiClient {
  readonly #line: FleetLine;
  readonly #baseUrl: string;

  constructor(line: FleetLine, updateUrl: string, terminalId: TerminalId) {
    this.#line = line;
    this.#baseUrl = new URL(`/${tenant}/controller/v1/${encodeURIComponent(terminalId)}`, updateUrl).href;
  }

  /** What is due; null when the fleet does not answer. */
  poll(): Promise<ControllerBase | null> {
    return this.#get(controllerBaseSchema, this.#baseUrl);
  }

  deployment(href: string): Promise<DeploymentBase | null> {
    return this.#get(deploymentBaseSchema, href);
  }

  async cancelled(href: string): Promise<string | null> {
    const cancel = await this.#get(cancelActionSchema, href);
    return cancel?.cancelAction.stopId ?? null;
  }

  /** True when the fleet has heard it, or says that it no longer wants to. */
  feedback(actionId: string, status: Feedback['status']): Promise<boolean> {
    return this.#tell('POST', `${this.#baseUrl}/deploymentBase/${actionId}/feedback`, { status });
  }

  cancelFeedback(actionId: string, status: Feedback['status']): Promise<boolean> {
    return this.#tell('POST', `${this.#baseUrl}/cancelAction/${actionId}/feedback`, { status });
  }

  configData(data: ConfigData): Promise<boolean> {
    return this.#tell('PUT', `${this.#baseUrl}/configData`, { mode: 'merge', data });
  }

  async #get<Shape>(schema: z.ZodType<Shape>, url: string): Promise<Shape | null> {
    const answer = await this.#line.ask('GET', url);
    if (answer?.status !== 200) return null;
    const parsed = schema.safeParse(answer.body);
    return parsed.success ? parsed.data : null;
  }

  async #tell(method: 'POST' | 'PUT', url: string, body: unknown): Promise<boolean> {
    const answer = await this.#line.ask(method, url, body);
    const closed = [200, 204, 404, 410];
    return answer !== null && closed.includes(answer.status);
  }
}

/** `00:00:30` in milliseconds. */
export function sleepMsOf({ config }: ControllerBase): number {
  const [hours = 0, minutes = 0, seconds = 0] = config.polling.sleep.split(':').map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
