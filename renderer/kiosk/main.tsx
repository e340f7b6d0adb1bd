import { createRoot } from 'react-dom/client';
import { systemClock } from '../../contract/clock.ts';
import { textsOf } from '../ui/languages/index.ts';
import { App } from './app.tsx';
import { connectToCore } from './connection.ts';
import '../ui/styles/index.css';

// Fonts load while the line opens; found missing at the first layout they would cost another one.
const { welcome, bar } = textsOf('zh');
document.fonts.load('1rem "Noto Sans SC Variable"', JSON.stringify([welcome, bar])).catch(() => {
  // The system's own font stands in.
});

const coverAfterMs = 400;

const connection = connectToCore(window);
void connection.run();

for (const kind of ['contextmenu', 'dragstart', 'selectstart'] as const) {
  window.addEventListener(kind, (event) => event.preventDefault());
}

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
}
// The core usually answers before a cover could be read; drawing one first would only delay the screen.
const stopWaiting = connection.subscribe(draw);
const cancelPatience = systemClock.after(coverAfterMs, draw);
