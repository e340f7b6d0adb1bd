import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './app.tsx';
import { connectToCore } from './connection.ts';
import '../ui/styles/index.css';

// The content security policy forbids compiling code at run time, which zod would otherwise try.
z.config({ jitless: true });

const connection = connectToCore(window);
void connection.run();

for (const kind of ['contextmenu', 'dragstart', 'selectstart'] as const) {
  window.addEventListener(kind, (event) => event.preventDefault());
}

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(<App connection={connection} />);
