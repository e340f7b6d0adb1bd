import { implement } from '@orpc/server';
import { kioskContract } from '../../../contract/kiosk.ts';
import { OnceByRequest } from '../once-by-request.ts';
import type { SessionController } from './controller.ts';
import type { VerbResult } from './verb-result.ts';

const done = { done: true } as const;

interface VerbErrors {
  STALE_SCREEN(): Error;
  NOT_NOW(): Error;
}

/** The window's verbs onto the session. */
export function kioskRouter(session: SessionController) {
  const once = new OnceByRequest<VerbResult>();
  const answer = (requestId: string, errors: VerbErrors, act: () => VerbResult) => {
    session.noteTouch();
    switch (once.run(requestId, act)) {
      case 'stale':
        throw errors.STALE_SCREEN();
      case 'not_now':
        throw errors.NOT_NOW();
      case 'done':
        return done;
    }
  };
  const answerCall = (requestId: string, errors: Pick<VerbErrors, 'NOT_NOW'>, act: () => VerbResult) => {
    if (once.run(requestId, act) !== 'done') throw errors.NOT_NOW();
    return done;
  };
  const os = implement(kioskContract);
  return os.router({
    watch: os.watch.handler(({ signal }) => session.view.follow(signal)),
    reportActivity: os.reportActivity.handler(() => {
      session.reportActivity();
      return done;
    }),
    reportDrawn: os.reportDrawn.handler(({ input }) => {
      session.drawn.set(input.screen);
      return done;
    }),
    setPreferences: os.setPreferences.handler(({ input }) => {
      session.setPreferences({
        ...(input.language === undefined ? {} : { language: input.language }),
        ...(input.largeText === undefined ? {} : { largeText: input.largeText }),
      });
      return done;
    }),
    session: {
      begin: os.session.begin.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.identifying.begin(input.screenId)),
      ),
      back: os.session.back.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.back(input.screenId)),
      ),
      end: os.session.end.handler(({ input }) => {
        once.run(input.requestId, () => {
          session.end('resident_ended');
          return 'done';
        });
        return done;
      }),
    },
    help: {
      open: os.help.open.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.help.open(input.screenId)),
      ),
      close: os.help.close.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.help.close(input.screenId)),
      ),
      ask: os.help.ask.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.help.ask(input.screenId, input.text)),
      ),
      follow: os.help.follow.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.help.follow(input.screenId, input.entryId)),
      ),
    },
    call: {
      ring: os.call.ring.handler(({ input, errors }) =>
        answerCall(input.requestId, errors, () => session.help.ring()),
      ),
      hangUp: os.call.hangUp.handler(({ input, errors }) =>
        answerCall(input.requestId, errors, () => session.help.hangUp()),
      ),
      leaveNumber: os.call.leaveNumber.handler(({ input, errors }) =>
        answerCall(input.requestId, errors, () => session.help.leaveNumber(input.phone)),
      ),
      consent: os.call.consent.handler(({ input, errors }) =>
        answerCall(input.requestId, errors, () => session.help.consent(input.consent)),
      ),
      allow: os.call.allow.handler(({ input, errors }) =>
        answerCall(input.requestId, errors, () => session.help.allow(input.part, input.allowed)),
      ),
      answerProposal: os.call.answerProposal.handler(({ input, errors }) =>
        answerCall(input.requestId, errors, () =>
          session.help.answerProposal(input.proposalId, input.accepted),
        ),
      ),
      signal: os.call.signal.handler(({ input, errors }) =>
        answerCall(input.requestId, errors, () => session.help.signal(input.signal)),
      ),
      follow: os.call.follow.handler(({ signal }) => session.help.followCall(signal)),
    },
    identification: {
      chooseMethod: os.identification.chooseMethod.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.identifying.chooseMethod(input.screenId, input.method)),
      ),
      nameCompany: os.identification.nameCompany.handler(({ input, errors }) =>
        answer(input.requestId, errors, () =>
          session.identifying.nameCompany(input.screenId, input.creditCode),
        ),
      ),
    },
    item: {
      choose: os.item.choose.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.preparing.chooseItem(input.screenId, input.itemCode)),
      ),
    },
    form: {
      submit: os.form.submit.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.preparing.submitForm(input.screenId, input.values)),
      ),
    },
    material: {
      check: os.material.check.handler(async ({ input, errors }) => {
        const image = new Uint8Array(await input.image.arrayBuffer());
        return answer(input.requestId, errors, () => session.preparing.checkMaterial(input.screenId, image));
      }),
      retake: os.material.retake.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.preparing.retakeMaterial(input.screenId)),
      ),
      accept: os.material.accept.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.preparing.acceptMaterial(input.screenId)),
      ),
    },
    signature: {
      watchPad: os.signature.watchPad.handler(({ signal }) => session.preparing.followPad(signal)),
      clearPad: os.signature.clearPad.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.preparing.clearPad(input.screenId)),
      ),
      leavePad: os.signature.leavePad.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.preparing.leavePad(input.screenId)),
      ),
      submit: os.signature.submit.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.preparing.sign(input.screenId, input.signature)),
      ),
    },
    case: {
      submit: os.case.submit.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.handling.submit(input.screenId)),
      ),
      resume: os.case.resume.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.handling.resume(input.screenId)),
      ),
      stopWaiting: os.case.stopWaiting.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.handling.stopWaiting(input.screenId)),
      ),
    },
    payment: {
      chooseWay: os.payment.chooseWay.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.handling.choosePaymentWay(input.screenId, input.way)),
      ),
      decline: os.payment.decline.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.handling.declinePayment(input.screenId)),
      ),
    },
    delivery: {
      retry: os.delivery.retry.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.handling.retryDelivery(input.screenId)),
      ),
      leave: os.delivery.leave.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.handling.leaveDelivery(input.screenId)),
      ),
      skipReading: os.delivery.skipReading.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.handling.skipReading(input.screenId)),
      ),
    },
    rating: {
      submit: os.rating.submit.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.handling.rate(input.screenId, input.level)),
      ),
    },
  });
}
