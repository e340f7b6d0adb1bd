import { implement, ORPCError } from '@orpc/server';
import { benchContract } from '../../contract/bench.ts';
import type { CellAddress } from '../../contract/device-classes.ts';
import type { FictionalPerson } from '../../contract/fictional-person.ts';
import type { Result } from '../../contract/result.ts';
import type { Bench } from './bench.ts';
import type { CityFailure } from './city-outside.ts';
import { readExamples } from './script/script-desk.ts';
import { knownWords } from './script/words.ts';

const done = { done: true } as const;

/** The physical world as verbs. What cannot be done is refused with a sentence for the person at the bench. */
export function createControlRouter(bench: Bench) {
  const os = implement(benchContract);
  const { cardReader, scanner, printer, locker, camera, door, dispenser, documentPrinter, signaturePad } =
    bench;

  return os.router({
    watch: os.watch.handler(({ signal }) => bench.watch(signal)),
    readState: os.readState.handler(() => bench.readState()),
    readLedger: os.readLedger.handler(() => [...bench.ledger.entries()]),
    card: {
      lay: os.card.lay.handler(({ input }) => {
        cardReader.lay(findPerson(bench, input.personId), input.manner);
        return done;
      }),
      lift: os.card.lift.handler(() => {
        cardReader.lift();
        return done;
      }),
    },
    scanner: {
      show: os.scanner.show.handler(({ input }) => {
        scanner.show(input.text);
        return done;
      }),
      hide: os.scanner.hide.handler(() => {
        scanner.hide();
        return done;
      }),
    },
    phone: {
      showCityCode: os.phone.showCityCode.handler(async ({ input }) => {
        const { personId } = findPerson(bench, input.personId);
        scanner.show(orRefuse(await bench.city.showCode(personId)));
        return done;
      }),
      showBusinessLicence: os.phone.showBusinessLicence.handler(async ({ input }) => {
        const { personId } = findPerson(bench, input.personId);
        scanner.show(orRefuse(await bench.city.showBusinessLicence(personId, input.creditCode)));
        return done;
      }),
      showPaymentCode: os.phone.showPaymentCode.handler(async ({ input }) => {
        const { personId } = findPerson(bench, input.personId);
        scanner.show(orRefuse(await bench.city.showPaymentCode(personId, input.manner)));
        return done;
      }),
      scanPaymentQr: os.phone.scanPaymentQr.handler(async ({ input }) => {
        const { personId } = findPerson(bench, input.personId);
        const saw = orRefuse(await bench.city.scanPaymentQr(personId, input.text));
        if (saw === 'paid') return done;
        throw new ORPCError('CONFLICT', { message: 'the phone says: this code cannot be paid (any more)' });
      }),
      answerPasswordQuestion: os.phone.answerPasswordQuestion.handler(async ({ input }) => {
        const { personId } = findPerson(bench, input.personId);
        if (orRefuse(await bench.city.answerPasswordQuestion(personId, input.agree))) return done;
        throw new ORPCError('CONFLICT', { message: 'the phone asks for no password' });
      }),
    },
    camera: {
      layPicture: os.camera.layPicture.handler(async ({ input }) => {
        const picture = await bench.pictures.render(input.pictureId);
        if (!picture) throw new ORPCError('NOT_FOUND', { message: `no picture ${input.pictureId}` });
        await camera.lay(input.pictureId, picture);
        return done;
      }),
      removePicture: os.camera.removePicture.handler(async () => {
        await camera.removePicture();
        return done;
      }),
    },
    printer: {
      takePaper: os.printer.takePaper.handler(() => {
        printer.takePaper();
        return done;
      }),
      setPaper: os.printer.setPaper.handler(({ input }) => {
        printer.setPaper(input.paper);
        return done;
      }),
      endPaperAfter: os.printer.endPaperAfter.handler(({ input }) => {
        printer.endPaperAfter(input.lines);
        return done;
      }),
      jam: os.printer.jam.handler(() => {
        printer.jam();
        return done;
      }),
      clearJam: os.printer.clearJam.handler(() => {
        printer.clearJam();
        return done;
      }),
      setCover: os.printer.setCover.handler(({ input }) => {
        printer.setCover(input.open);
        return done;
      }),
    },
    locker: {
      setDoor: os.locker.setDoor.handler(({ input }) => {
        checkCell(bench, input);
        locker.setDoor(input, input.open);
        return done;
      }),
      takeParcel: os.locker.takeParcel.handler(({ input }) => {
        checkCell(bench, input);
        const taken = locker.takeParcel(input);
        if (!taken.ok) throw new ORPCError('CONFLICT', { message: taken.error });
        return done;
      }),
      placeParcel: os.locker.placeParcel.handler(async ({ input }) => {
        checkCell(bench, input);
        const { personId, ...address } = input;
        if (personId !== undefined) orRefuse(await bench.city.announceParcel(address, personId));
        locker.placeParcel(address);
        return done;
      }),
      setStuck: os.locker.setStuck.handler(({ input }) => {
        checkCell(bench, input);
        locker.setStuck(input, input.stuck);
        return done;
      }),
    },
    documentPrinter: {
      takeSheets: os.documentPrinter.takeSheets.handler(() => {
        documentPrinter.takeSheets();
        return done;
      }),
      setPaper: os.documentPrinter.setPaper.handler(({ input }) => {
        documentPrinter.setPaper(input.sheets);
        return done;
      }),
      jam: os.documentPrinter.jam.handler(({ input }) => {
        documentPrinter.jam(input.afterSheets);
        return done;
      }),
      clearJam: os.documentPrinter.clearJam.handler(() => {
        documentPrinter.clearJam();
        return done;
      }),
      setDoor: os.documentPrinter.setDoor.handler(({ input }) => {
        documentPrinter.setDoor(input.open);
        return done;
      }),
    },
    door: {
      setDoor: os.door.setDoor.handler(({ input }) => {
        const moved = door.setDoor(input.open);
        if (!moved.ok) throw new ORPCError('CONFLICT', { message: moved.error });
        return done;
      }),
      setStuck: os.door.setStuck.handler(({ input }) => {
        door.setStuck(input.stuck);
        return done;
      }),
    },
    dispenser: {
      putIn: os.dispenser.putIn.handler(({ input }) => {
        if (!dispenser.putIn(input.count)) throw new ORPCError('CONFLICT', { message: 'the hopper is full' });
        return done;
      }),
      take: os.dispenser.take.handler(() => {
        if (!dispenser.take()) throw new ORPCError('CONFLICT', { message: 'nothing lies at the gate' });
        return done;
      }),
      loadInvoices: os.dispenser.loadInvoices.handler(({ input }) => {
        dispenser.loadInvoices(Number(input.firstNumber));
        return done;
      }),
      holdUp: os.dispenser.holdUp.handler(() => {
        const code = dispenser.codeInHand();
        if (code === null) throw new ORPCError('CONFLICT', { message: 'nothing was taken' });
        scanner.show(code);
        return done;
      }),
      jam: os.dispenser.jam.handler(({ input }) => {
        dispenser.jamAt(input.phase);
        return done;
      }),
      clearJam: os.dispenser.clearJam.handler(() => {
        dispenser.clearJam();
        return done;
      }),
      emptyBin: os.dispenser.emptyBin.handler(() => {
        dispenser.emptyBin();
        return done;
      }),
    },
    signaturePad: {
      movePen: os.signaturePad.movePen.handler(({ input }) => {
        signaturePad.movePen(input.places);
        return done;
      }),
      liftPen: os.signaturePad.liftPen.handler(() => {
        signaturePad.liftPen();
        return done;
      }),
      setStuck: os.signaturePad.setStuck.handler(({ input }) => {
        signaturePad.setStuck(input.stuck);
        return done;
      }),
    },
    script: {
      start: os.script.start.handler(async ({ input }) => {
        const started = await bench.script.start(input.text);
        if (!started.ok) throw new ORPCError('BAD_REQUEST', { message: started.error });
        return started.value;
      }),
      stop: os.script.stop.handler(async () => {
        await bench.script.stop();
        return done;
      }),
      readHelp: os.script.readHelp.handler(async () => ({
        words: knownWords(),
        examples: await readExamples(),
      })),
    },
    device: {
      unplug: os.device.unplug.handler(async ({ input }) => {
        await bench.unplug(input.device);
        return done;
      }),
      hang: os.device.hang.handler(({ input }) => {
        if (!bench.hang(input.device))
          throw new ORPCError('CONFLICT', { message: 'nothing runs there that could hang' });
        return done;
      }),
      plug: os.device.plug.handler(async ({ input }) => {
        await bench.plug(input.device);
        return done;
      }),
    },
  });
}

export type BenchRouter = ReturnType<typeof createControlRouter>;

function findPerson(bench: Bench, personId: string): FictionalPerson {
  const person = bench.people.find((one) => one.personId === personId);
  if (!person) throw new ORPCError('NOT_FOUND', { message: `no fictional person ${personId}` });
  return person;
}

function checkCell(bench: Bench, { board, cell }: CellAddress): void {
  if (bench.locker.has({ board, cell })) return;
  throw new ORPCError('NOT_FOUND', { message: `the locker has no cell ${board}-${cell}` });
}

function orRefuse<Value>(result: Result<Value, CityFailure>): Value {
  if (result.ok) return result.value;
  const message =
    result.error.kind === 'no_city'
      ? 'this bench knows no city (cityControlUrl)'
      : `the city refused: ${result.error.detail}`;
  throw new ORPCError('BAD_GATEWAY', { message });
}
