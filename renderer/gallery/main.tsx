import { createRoot } from 'react-dom/client';
import { languageSchema } from '../../contract/words.ts';
import { App } from '../kiosk/app.tsx';
import { attendantScenes } from './attendant-scenes.ts';
import { CannedConnection } from './canned-connection.ts';
import { scenes } from './scenes.ts';
import '../ui/styles/index.css';

/**
 * Shows one canned view without a core: `?scene=form&language=en&large`. Without a scene, a list of all.
 */
const query = new URLSearchParams(location.search);
const allScenes = [...scenes, ...attendantScenes];
const scene = allScenes.find(({ name }) => name === query.get('scene'));
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');

if (scene) {
  const connection = new CannedConnection(scene, {
    language: languageSchema.catch('zh').parse(query.get('language')),
    largeText: query.has('large'),
  });
  createRoot(root).render(<App connection={connection} />);
} else {
  document.documentElement.style.overflow = 'auto';
  createRoot(root).render(
    <ul>
      {allScenes.map(({ name }) => (
        <li key={name}>
          <a href={`?scene=${name}`}>{name}</a> <a href={`?scene=${name}&language=en&large`}>en, large</a>
        </li>
      ))}
    </ul>,
  );
}
