import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../../renderer/ui/styles/fonts.css';
import '../../renderer/ui/styles/theme.css';
import { App } from './app.tsx';
import './console.css';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
