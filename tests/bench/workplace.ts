import { join } from 'node:path';
import { root } from '../../build/root.ts';

/** Where measurements leave their files. */
export const benchDirectory = join(root, 'out', 'bench');
