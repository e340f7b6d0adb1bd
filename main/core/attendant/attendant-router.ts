import { implement } from '@orpc/server';
import { attendantContract } from '../../../contract/attendant.ts';
import { unreachable } from '../../../contract/result.ts';
import { OnceByRequest } from '../once-by-request.ts';
import type { AttendantSession, AttendantVerbResult } from './attendant-session.ts';

const done = { done: true } as const;

interface VerbErrors {
  NO_ATTENDANT(): Error;
  NOT_NOW(): Error;
}

/** The technician's verbs onto the session. */
export function attendantRouter(session: AttendantSession) {
  const once = new OnceByRequest<AttendantVerbResult>();
  const answer = (requestId: string, errors: VerbErrors, act: () => AttendantVerbResult) => {
    const result = once.run(requestId, act);
    switch (result) {
      case 'done':
        return done;
      case 'no_attendant':
        throw errors.NO_ATTENDANT();
      case 'not_now':
        throw errors.NOT_NOW();
      default:
        return unreachable(result);
    }
  };
  const os = implement(attendantContract);
  return os.router({
    watch: os.watch.handler(({ signal }) => session.view.follow(signal)),
    begin: os.begin.handler(({ input, errors }) => answer(input.requestId, errors, () => session.begin())),
    enterPin: os.enterPin.handler(({ input, errors }) =>
      answer(input.requestId, errors, () => session.enterPin(input.pin)),
    ),
    end: os.end.handler(({ input }) => {
      once.run(input.requestId, () => {
        session.end('ended');
        return 'done';
      });
      return done;
    }),
    reportActivity: os.reportActivity.handler(() => {
      session.reportActivity();
      return done;
    }),
    device: {
      askAgain: os.device.askAgain.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.askAgain(input.deviceClass)),
      ),
      restartHost: os.device.restartHost.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.restartHost(input.deviceClass)),
      ),
      perform: os.device.perform.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.perform(input.act, input.language)),
      ),
      reportCamera: os.device.reportCamera.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.reportCamera(input.camera)),
      ),
    },
    selfTest: {
      run: os.selfTest.run.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.runSelfTest(input)),
      ),
    },
    storage: {
      setCount: os.storage.setCount.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.setStorageCount(input)),
      ),
    },
    task: {
      close: os.task.close.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.closeTask(input.taskId, input.reason)),
      ),
    },
    claim: {
      lookUp: os.claim.lookUp.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.lookUpClaim(input.code)),
      ),
    },
    log: {
      show: os.log.show.handler(({ input, errors }) =>
        answer(input.requestId, errors, () => session.showLog({ device: input.device, level: input.level })),
      ),
    },
  });
}
