import type { StrokePoint } from '../../../contract/signature.ts';

const inkShare = 1 / 90;
const thinnestPixels = 2;

/** One stroke or the end of one, thicker where the pen pressed harder. */
export function drawInk(canvas: HTMLCanvasElement, points: readonly StrokePoint[]): void {
  const context = canvas.getContext('2d');
  const [first] = points;
  if (!context || !first) return;
  context.strokeStyle = '#10151c';
  context.lineCap = 'round';
  context.lineJoin = 'round';
  let from = first;
  for (const to of points.length > 1 ? points.slice(1) : points) {
    context.lineWidth = Math.max(thinnestPixels, canvas.height * inkShare * (0.4 + 1.2 * to.pressure));
    context.beginPath();
    context.moveTo(from.x * canvas.width, from.y * canvas.height);
    context.lineTo(to.x * canvas.width, to.y * canvas.height);
    context.stroke();
    from = to;
  }
}

/** Makes the canvas as sharp as the panel, and empty. */
export function clearCanvas(canvas: HTMLCanvasElement): void {
  canvas.width = Math.round(canvas.clientWidth * devicePixelRatio);
  canvas.height = Math.round(canvas.clientHeight * devicePixelRatio);
}
