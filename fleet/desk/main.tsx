import { createRoot } from 'react-dom/client';
import { systemClock, systemRandom } from '../../contract/clock.ts';
import { languageSchema } from '../../contract/words.ts';
import { Desk } from './desk.tsx';
import { HelperLine } from './helper-line.ts';
import './desk.css';

/** The helper's page. Where the hub is mounted, so is this page: the line goes to the same server. */
const url = new URL('/help/helper', location.href);
url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
const language = languageSchema.catch('zh').parse(navigator.language.slice(0, 2));
document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
const line = new HelperLine(url.href, systemClock, systemRandom);
line.open();
createRoot(root).render(<Desk line={line} language={language} />);
