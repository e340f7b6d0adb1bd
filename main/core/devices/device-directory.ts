import type { ContractRouterClient } from '@orpc/contract';
import type {
  DispenserStatus,
  DocumentPrinterStatus,
  DoorStatus,
  deviceContracts,
  HostedDeviceClass,
  IdCardReaderStatus,
  PickupLockerStatus,
  PowerRelayStatus,
  ReceiptPrinterStatus,
  SignaturePadStatus,
} from '../../../contract/device-classes.ts';
import type { DeviceStatus } from '../../../contract/device-common.ts';
import { connectRpc, Feed, type RpcPort } from '../../../link/index.ts';
import { ReadCounter, type ReadCounts } from './read-counts.ts';

export interface StatusByClass {
  'id-card-reader': IdCardReaderStatus;
  'code-scanner': DeviceStatus;
  'receipt-printer': ReceiptPrinterStatus;
  'pickup-locker': PickupLockerStatus;
  'document-printer': DocumentPrinterStatus;
  door: DoorStatus;
  dispenser: DispenserStatus;
  'signature-pad': SignaturePadStatus;
  'power-relay': PowerRelayStatus;
}

export type DeviceClient<Class extends HostedDeviceClass> = ContractRouterClient<
  (typeof deviceContracts)[Class]
>;

type StatusTable = { [Class in HostedDeviceClass]: StatusByClass[Class] | null };
type ClientTable = { [Class in HostedDeviceClass]: DeviceClient<Class> | null };

/**
 * The devices as the core knows them: the client of each live device host and the last status it
 * told. A host that ends is a status, nothing more; the next one is attached in its place.
 */
export class DeviceDirectory {
  readonly #clients: ClientTable = {
    'id-card-reader': null,
    'code-scanner': null,
    'receipt-printer': null,
    'pickup-locker': null,
    'document-printer': null,
    door: null,
    dispenser: null,
    'signature-pad': null,
    'power-relay': null,
  };
  /** Null: not configured, its host is away, or it has not spoken yet. */
  readonly statuses = new Feed<StatusTable>({
    'id-card-reader': null,
    'code-scanner': null,
    'receipt-printer': null,
    'pickup-locker': null,
    'document-printer': null,
    door: null,
    dispenser: null,
    'signature-pad': null,
    'power-relay': null,
  });
  readonly #reads = new ReadCounter();
  readonly #generations = new Map<HostedDeviceClass, number>();

  attach<Class extends HostedDeviceClass>(deviceClass: Class, port: RpcPort): void {
    const connected = connectRpc<(typeof deviceContracts)[Class]>(port) as DeviceClient<Class>;
    const client = this.#reads.watchOver(deviceClass, connected);
    const generation = (this.#generations.get(deviceClass) ?? 0) + 1;
    this.#generations.set(deviceClass, generation);
    const isCurrent = () => this.#generations.get(deviceClass) === generation;
    (this.#clients[deviceClass] as DeviceClient<Class> | null) = client;
    const detach = () => {
      if (!isCurrent()) return;
      (this.#clients[deviceClass] as DeviceClient<Class> | null) = null;
      this.#setStatus(deviceClass, null);
    };
    port.addEventListener('close', detach);
    void this.#followStatus(deviceClass, client, isCurrent).catch(detach);
  }

  /** What was read since the core started. */
  get readCounts(): Feed<ReadCounts> {
    return this.#reads.counts;
  }

  /** The client of the class's live host, or null. */
  client<Class extends HostedDeviceClass>(deviceClass: Class): DeviceClient<Class> | null {
    return this.#clients[deviceClass] as DeviceClient<Class> | null;
  }

  status<Class extends HostedDeviceClass>(deviceClass: Class): StatusByClass[Class] | null {
    return this.statuses.value[deviceClass] as StatusByClass[Class] | null;
  }

  /** The client as soon as its host is attached; null when the signal aborts first. */
  async whenAttached<Class extends HostedDeviceClass>(
    deviceClass: Class,
    signal: AbortSignal,
  ): Promise<DeviceClient<Class> | null> {
    for await (const _statuses of this.statuses.follow(signal)) {
      const client = this.client(deviceClass);
      if (client) return client;
    }
    return null;
  }

  isOnline(deviceClass: HostedDeviceClass): boolean {
    return this.status(deviceClass)?.state === 'online';
  }

  async #followStatus<Class extends HostedDeviceClass>(
    deviceClass: Class,
    client: DeviceClient<Class>,
    isCurrent: () => boolean,
  ): Promise<void> {
    const watch = client.watchStatus as () => Promise<AsyncIterable<StatusByClass[Class]>>;
    for await (const status of await watch()) {
      if (!isCurrent()) return;
      this.#setStatus(deviceClass, status);
    }
  }

  #setStatus<Class extends HostedDeviceClass>(deviceClass: Class, status: StatusByClass[Class] | null): void {
    this.statuses.set({ ...this.statuses.value, [deviceClass]: status });
  }
}
