import type { ServiceItem } from '../../../contract/catalog.ts';
import type { Step } from '../../../contract/kiosk.ts';
import type { Screen } from '../../../contract/kiosk-screens.ts';
import { maskIdNumber, maskName } from '../../../contract/masking.ts';
import { unreachable } from '../../../contract/result.ts';
import type { LocalizedText } from '../../../contract/words.ts';
import type { CaseView, QueueLimit } from '../cases/index.ts';
import { maskFormValues } from '../catalog/index.ts';
import type { DeviceDirectory } from '../devices/device-directory.ts';
import { unavailableReason } from './availability.ts';
import { stepNames } from './flow.ts';
import type { PaymentStation } from './payment-station.ts';
import type { IdentifiedPerson, ItemDraft, SessionData } from './session-data.ts';
import type { SessionState } from './session-state.ts';

/** What the projection looks at besides the state; it changes nothing. */
export interface Surroundings {
  data: SessionData;
  items: readonly ServiceItem[];
  devices: DeviceDirectory;
  cityReachable: boolean;
  /** Why no case can be taken that would wait for the network; asked while the city is away. */
  queueLimit: () => QueueLimit | null;
  caseView: CaseView | null;
  station: Pick<PaymentStation, 'way' | 'hint'>;
}

/** The screen a state shows: a pure projection. */
export function screenOf(state: SessionState, around: Surroundings): Screen {
  switch (state.name) {
    case 'out_of_service':
    case 'welcome':
    case 'interrupted':
      return state;
    case 'resumable':
      return {
        name: 'resumable',
        item: itemCard(draftOf(around.data).item),
        acceptance: around.caseView?.acceptance ?? null,
        deliverables: around.caseView?.deliverables ?? [],
        payment: around.caseView?.payment ?? null,
      };
    case 'identification':
      return {
        ...state,
        methods: [
          { method: 'id_card', available: around.devices.isOnline('id-card-reader') },
          { method: 'city_code', available: around.devices.isOnline('code-scanner') && around.cityReachable },
          // By the licence on a phone, or by the company's code and a card: either device will do.
          {
            method: 'company',
            available:
              around.cityReachable &&
              (around.devices.isOnline('code-scanner') || around.devices.isOnline('id-card-reader')),
          },
        ],
      };
    case 'item_list': {
      const person = personOf(around.data);
      return {
        ...state,
        person: {
          maskedName: maskName(person.name),
          maskedIdNumber: maskIdNumber(person.idNumber),
          company: person.company?.name ?? null,
        },
        items: itemsFor(person, around.items).map((item) => ({
          ...itemCard(item),
          unavailable: unavailableReason(item, around.devices, around.cityReachable, around.queueLimit),
        })),
      };
    }
    case 'form': {
      const draft = draftOf(around.data);
      return {
        name: 'form',
        item: itemCard(draft.item),
        fields: draft.form.reveal().fields,
        values: maskFormValues(draft.form.reveal()),
        problems: state.problems,
      };
    }
    case 'material': {
      const { item } = draftOf(around.data);
      const material = item.materials[state.index];
      if (!material) throw new Error('the state names a material the item does not have');
      const { materialCode, name, hint } = material;
      return {
        name: 'material',
        item: itemCard(item),
        material: { materialCode, name, hint },
        position: { index: state.index, count: item.materials.length },
        phase: state.phase,
        result: state.result,
      };
    }
    case 'signature': {
      const { item } = draftOf(around.data);
      const { declaration = null } = item;
      return { name: 'signature', item: itemCard(item), declaration, pad: state.pad };
    }
    case 'summary': {
      const draft = draftOf(around.data);
      return {
        name: 'summary',
        item: itemCard(draft.item),
        rows: summaryRows(draft),
        deliverables: draft.item.deliverables,
        willWaitForNetwork: !around.cityReachable,
      };
    }
    case 'document_being_made':
      return { name: 'submitting', item: itemCard(draftOf(around.data).item), phase: 'sending' };
    case 'case':
      return caseScreen(state, around);
    default:
      return unreachable(state);
  }
}

type CaseState = Extract<SessionState, { name: 'case' }>;

function caseScreen(state: CaseState, around: Surroundings): Screen {
  const { item } = draftOf(around.data);
  const progress = around.caseView;
  if (!progress?.acceptance) return { name: 'submitting', item: itemCard(item), phase: 'sending' };
  if (progress.phase === 'deciding') {
    const phase = item.handledBy === 'officer' ? 'reviewing' : 'deciding';
    return { name: 'submitting', item: itemCard(item), phase };
  }
  const { acceptance, deliverables, suspension, slip, decision, claim, original, payment } = progress;
  if (payment && (progress.phase === 'paying' || progress.phase === 'returning')) {
    const { way, hint } = around.station;
    const scannerAvailable = around.devices.isOnline('code-scanner');
    return { name: 'payment', item: itemCard(item), payment, way, scannerAvailable, hint };
  }
  const cell = progress.cell && { ...progress.cell, door: doorOf(progress.cell, around.devices) };
  const busy =
    progress.phase === 'submitting' || progress.phase === 'delivering' || progress.phase === 'suspended';
  const waitsForDoor = cell?.door === 'open' && !state.released;
  if (busy || waitsForDoor) {
    const shown = { acceptance, deliverables, suspension, decision, slip, cell, payment };
    return { name: 'delivery', item: itemCard(item), ...shown };
  }
  const person = personOf(around.data);
  const handedOut = deliverables.flatMap(({ kind, state: of, pieces }) => {
    const isOut = of === 'done' || of === 'unknown' || (pieces?.out ?? 0) > 0;
    return isOut && kind !== 'room' ? [kind] : [];
  });
  return {
    name: 'outcome',
    item: itemCard(item),
    acceptance,
    deliverables,
    decision,
    claim,
    original,
    next: item.next,
    takeAlong: [
      person.identification === 'id-card' ? 'id_card' : 'phone',
      ...(item.materials.length > 0 ? (['material'] as const) : []),
      ...handedOut,
    ],
    slip,
    canRate: progress.canRate,
    payment,
  };
}

function doorOf(cell: { board: number; cell: number }, devices: DeviceDirectory) {
  const cells = devices.status('pickup-locker')?.cells ?? [];
  return cells.find((each) => each.board === cell.board && each.cell === cell.cell)?.door ?? 'unknown';
}

/** The step line: names for this item, and where the person is. Null outside the flow. */
export function stepsOf(screen: Screen, item: ServiceItem | null): { names: Step[]; current: Step } | null {
  switch (screen.name) {
    case 'out_of_service':
    case 'welcome':
    case 'interrupted':
    case 'resumable':
      return null;
    case 'identification':
      return { names: stepNames(item), current: 'identification' };
    case 'item_list':
      return { names: stepNames(null), current: 'form' };
    case 'submitting':
      return { names: stepNames(item), current: 'summary' };
    case 'payment':
      return { names: stepNames(item), current: 'payment' };
    case 'delivery':
    case 'outcome':
      return { names: stepNames(item), current: 'delivery' };
    case 'form':
    case 'material':
    case 'signature':
    case 'summary':
      return { names: stepNames(item), current: screen.name };
    default:
      return unreachable(screen);
  }
}

/** Who acts for a company is there for the company alone. */
export function itemsFor({ company }: IdentifiedPerson, items: readonly ServiceItem[]): ServiceItem[] {
  return items.filter(({ applicant }) => applicant === (company ? 'company' : 'person'));
}

function itemCard(item: ServiceItem) {
  const { itemCode, kind, name, department, summary, icon, usualMinutes, fee } = item;
  return { itemCode, kind, name, department, summary, icon, usualMinutes, fee };
}

export const checkedByRule: Record<'match' | 'mismatch' | 'cannot_read', LocalizedText> = {
  match: { zh: '预审一致', en: 'Checked, matches' },
  mismatch: { zh: '预审不一致，将由工作人员核对', en: 'Differs, staff will check' },
  cannot_read: { zh: '未能识别，将由工作人员核对', en: 'Not readable, staff will check' },
};

function summaryRows(draft: ItemDraft): { label: LocalizedText; value: string | LocalizedText }[] {
  const form = draft.form.reveal();
  const shown = maskFormValues(form);
  const answers = form.fields.map((field) => {
    const value = shown[field.key] ?? '';
    const option = field.kind === 'choice' ? field.options.find((each) => each.value === value) : undefined;
    return { label: field.label, value: option?.label ?? value };
  });
  const materials = draft.materials.flatMap((captured) => {
    const material = draft.item.materials.find((each) => each.materialCode === captured.materialCode);
    return material ? [{ label: material.name, value: checkedByRule[captured.precheck] }] : [];
  });
  const signature = draft.signature
    ? [{ label: { zh: '签名', en: 'Signature' }, value: { zh: '已签名', en: 'Signed' } }]
    : [];
  return [...answers, ...materials, ...signature];
}

export function personOf(data: SessionData): IdentifiedPerson {
  if (!data.person) throw new Error('this screen needs an identified person');
  return data.person.reveal();
}

export function draftOf(data: SessionData): ItemDraft {
  if (!data.draft) throw new Error('this screen needs a chosen item');
  return data.draft;
}
