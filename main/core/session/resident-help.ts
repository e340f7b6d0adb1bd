import type { FormField } from '../../../contract/catalog.ts';
import type { Clock, RandomSource } from '../../../contract/clock.ts';
import type { CallEvent, Consent, PeerSignal, ProposableField } from '../../../contract/help-call.ts';
import { mayProposeFor } from '../../../contract/help-cover.ts';
import type { CallView, HelpView, KioskView } from '../../../contract/kiosk.ts';
import type { ScreenName } from '../../../contract/kiosk-screens.ts';
import { mobilePhonePattern } from '../../../contract/phone-number.ts';
import type { Language } from '../../../contract/words.ts';
import { applyAnswers, type Form, validateForm } from '../catalog/index.ts';
import { CallBackDesk } from './call-back-desk.ts';
import { CallDesk, type HelpLinePort, type Proposal } from './call-desk.ts';
import { type HelpBookPort, HelpDesk } from './help-desk.ts';
import { answerOf, type HelpOpening, type HelpSituation, openingOf } from './help-opening.ts';
import type { ViewFrame } from './ports.ts';
import { asResult, type VerbResult } from './verb-result.ts';

/** The session help lies over. */
export interface HelpedSession {
  book: HelpBookPort;
  /** Null where no helper can be called. */
  line: HelpLinePort | null;
  frame: ViewFrame;
  clock: Pick<Clock, 'after'>;
  random: RandomSource;
  view(): KioskView;
  language(): Language;
  situation(): HelpSituation;
  /** The form in view; null on every other screen. */
  form(): Form | null;
  /** A touch: the silence counts anew, or no more where nobody is served. */
  noticeUse(): void;
  show(): void;
  open(opening: HelpOpening, screenId: number): VerbResult;
  /** A value that passed the checks. */
  fillIn(fieldKey: string, value: string): VerbResult;
}

/** Help over the screens of one session: the answers, and the call to a helper. */
export class ResidentHelp {
  readonly #session: HelpedSession;
  readonly #desk: HelpDesk;
  readonly #calls: CallDesk;
  /** Null where no helper can be called. */
  readonly #callBacks: CallBackDesk | null;

  constructor(session: HelpedSession) {
    this.#session = session;
    this.#desk = new HelpDesk(session.book);
    const { line, clock, random } = session;
    const onChange = () => session.show();
    this.#callBacks = line && new CallBackDesk({ line, clock, random, onChange });
    this.#calls = new CallDesk({
      ...{ line, clock, random, onChange },
      isFitting: (fieldKey, value) => isFitting(session.form(), fieldKey, value),
    });
  }

  /** Also somebody who only asks, or talks to a helper, at the welcome screen. */
  get isInUse(): boolean {
    return this.#desk.isOpen || this.#calls.isUnderWay;
  }

  /** While it is closed. */
  takeBook(book: HelpBookPort): void {
    this.#desk.takeBook(book);
  }

  open(screenId: number): VerbResult {
    return this.#overScreen(screenId, () => this.#desk.open(screenId));
  }

  close(screenId: number): VerbResult {
    return this.#overScreen(screenId, () => {
      this.#desk.close();
      this.#calls.forgetEnding();
    });
  }

  ask(screenId: number, text: string): VerbResult {
    if (!this.#desk.isOpen) return 'not_now';
    return this.#overScreen(screenId, () => this.#desk.ask(text, this.#session.language()));
  }

  /** Closes help and opens what the answer leads to. */
  follow(screenId: number, entryId: string): VerbResult {
    const { view, situation, noticeUse, open } = this.#session;
    if (screenId !== view().screenId) return 'stale';
    const entry = this.#desk.isOpen ? this.#desk.entry(entryId) : null;
    const opening = entry && openingOf(entry, situation());
    if (!opening) return 'not_now';
    if (opening.item && opening.manner !== 'go_back' && situation().unavailable(opening.item))
      return 'not_now';
    this.#desk.close();
    noticeUse();
    return open(opening, screenId);
  }

  /** From help only, where what a call is stands beside the button. */
  ring(): VerbResult {
    if (!this.#desk.isOpen) return 'not_now';
    const { frame, view, situation, language, noticeUse } = this.#session;
    const { screen } = view();
    const suggestions = this.#desk.view(screen.name, situation())?.suggestions ?? [];
    noticeUse();
    return asResult(
      this.#calls.ring({
        ...{ site: frame.site, terminalName: frame.terminalName },
        screen: screen.name,
        item: situation().itemUnderWay?.name ?? null,
        language: language(),
        proposable: suggestions.map(({ entryId, question }) => ({ entryId, question })),
      }),
    );
  }

  hangUp(): VerbResult {
    this.#calls.hangUp();
    this.#session.noticeUse();
    this.#session.show();
    return 'done';
  }

  /** Where nobody came to the call. */
  leaveNumber(phone: string): VerbResult {
    const { frame, situation, noticeUse } = this.#session;
    const ended = this.#calls.standing?.ended;
    const isOffered = this.#desk.isOpen && (ended === 'nobody_free' || ended === 'closed');
    if (!this.#callBacks || !isOffered || !mobilePhonePattern.test(phone)) return 'not_now';
    noticeUse();
    const item = situation().itemUnderWay?.name ?? null;
    return asResult(this.#callBacks.leave({ phone, site: frame.site, item }));
  }

  consent(consent: Consent): VerbResult {
    this.#session.noticeUse();
    return asResult(this.#calls.consent(consent));
  }

  allow(part: string, allowed: boolean): VerbResult {
    this.#session.noticeUse();
    return asResult(this.#calls.allow(part, allowed));
  }

  signal(signal: PeerSignal): VerbResult {
    return asResult(this.#calls.signal(signal));
  }

  /** An accepted answer is opened in help; what it opens stays a touch of the resident's. An accepted value is filled in. */
  answerProposal(proposalId: string, accepted: boolean): VerbResult {
    this.#session.noticeUse();
    const proposal = this.#calls.answerProposal(proposalId, accepted);
    if (!proposal) return accepted ? 'not_now' : 'done';
    if (proposal.kind === 'value') return this.#session.fillIn(proposal.fieldKey, proposal.value);
    this.#desk.open(this.#session.view().screenId);
    this.#desk.show(proposal.entryId);
    this.#session.show();
    return 'done';
  }

  /** What the helper sends to the window; ends with the call. */
  followCall(signal: AbortSignal | undefined): AsyncGenerator<CallEvent, void, void> {
    return this.#calls.follow(signal);
  }

  /** The session is over. */
  end(): void {
    this.#calls.hangUp();
    this.#callBacks?.forget();
    this.#desk.close();
  }

  /** What happened on the screen below comes first. True where help was closed for it. */
  giveWay(screenId: number): boolean {
    const gives = this.#desk.liesOverOther(screenId);
    if (gives) this.#desk.close();
    return gives;
  }

  views(screen: ScreenName): { help: HelpView | null; call: CallView | null } {
    this.#calls.showFields(fieldsOf(this.#session.form()));
    const situation = this.#session.situation();
    const call = this.#calls.standing;
    return {
      help: this.#desk.view(screen, situation),
      call: call && {
        ...call,
        allowed: [...call.allowed],
        callBack: this.#callBacks?.state ?? 'possible',
        proposal: call.proposal && this.#shown(call.proposal, situation),
      },
    };
  }

  #shown(proposal: Proposal, situation: HelpSituation): CallView['proposal'] {
    const { proposalId } = proposal;
    if (proposal.kind === 'answer') {
      const entry = this.#desk.entry(proposal.entryId);
      return entry && { kind: 'answer', proposalId, answer: answerOf(entry, situation) };
    }
    const field = this.#session.form()?.fields.find(({ key }) => key === proposal.fieldKey);
    if (!field) return null;
    const option = field.kind === 'choice' && field.options.find(({ value }) => value === proposal.value);
    return { kind: 'value', proposalId, label: field.label, value: option ? option.label : proposal.value };
  }

  #overScreen(screenId: number, act: () => void): VerbResult {
    if (screenId !== this.#session.view().screenId) return 'stale';
    act();
    this.#session.noticeUse();
    this.#session.show();
    return 'done';
  }
}

function fieldsOf(form: Form | null): ProposableField[] {
  return (form?.fields ?? []).filter(mayProposeFor).map((field) => ({
    fieldKey: field.key,
    label: field.label,
    options: field.kind === 'choice' ? field.options : null,
  }));
}

function isFitting(form: Form | null, fieldKey: string, value: string): boolean {
  const field: FormField | undefined = form?.fields.find(({ key }) => key === fieldKey);
  if (!form || !field || !mayProposeFor(field)) return false;
  const { values } = applyAnswers(form, { [fieldKey]: value });
  return validateForm({ fields: [field] }, values)[fieldKey] === undefined;
}
