import { ensureDebianPackages } from './debian-packages.mjs';
import { ensureNodeModules } from './node-modules.mjs';
import { ensurePinnedNode } from './pinned-node.mjs';
import { SetupError } from './setup-error.mjs';

export { SetupError };

/** Installs what is missing. Throws SetupError with a sentence for a person where it cannot. */
export async function setUp() {
  await ensureNodeModules();
  ensurePinnedNode();
  await ensureDebianPackages();
}
