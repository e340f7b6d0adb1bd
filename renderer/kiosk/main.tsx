import { createRoot } from 'react-dom/client';
import { systemClock } from '../../contract/clock.ts';
import { App } from './app.tsx';
import { connectToCore } from './connection.ts';
import { clickWhenFingerLeaves } from './quick-touch.ts';
import '../ui/styles/index.css';

const coverAfterMs = 400;

const connection = connectToCore(window);
void connection.run();

for (const kind of ['contextmenu', 'dragstart', 'selectstart'] as const) {
  window.addEventListener(kind, (event) => event.preventDefault());
}
// A finger on a button leaves neither focus nor the events of a mouse behind: both would only delay the next screen.
window.addEventListener('pointerdown', (event) => {
  if (event.target instanceof Element && event.target.closest('button')) event.preventDefault();
});
clickWhenFingerLeaves(window);

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
const rootElement = root;
let isDrawn = false;
function draw(): void {
  if (isDrawn) return;
  isDrawn = true;
  stopWaiting();
  cancelPatience();
  createRoot(rootElement).render(<App connection={connection} />);
  requestAnimationFrame(loadShippedFont);
}

/** Its hundred faces take longer to set up than the first screen, which most machines draw with their own font. */
function loadShippedFont(): void {
  import('../ui/styles/fonts.css').catch(() => {
    // The system's own font stands in.
  });
}

// The core usually answers before a cover could be read; drawing one first would only delay the screen.
const stopWaiting = connection.subscribe(draw);
const cancelPatience = systemClock.after(coverAfterMs, draw);
