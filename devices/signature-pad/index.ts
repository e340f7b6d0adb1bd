export { signaturePadFaultTexts } from './fault-texts.ts';
export type { SignaturePad } from './port.ts';
export { serveSignaturePad } from './serve.ts';
export { type PenPlace, SimulatedStuPad, type SimulatedStuPadOptions } from './simulator.ts';
export { type StuModelName, stuModels, wacomVendorId } from './stu-models.ts';
export { WacomStuPad, type WacomStuPadOptions } from './wacom-stu.ts';
