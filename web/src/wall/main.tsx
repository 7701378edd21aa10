import './wall.css';
import { SEES_ALL } from '../../../core/contract/right.ts';
import { mountSurface } from '../parts/surface.tsx';
import { keyState, takeKey } from './key.ts';
import { WallGuard } from './WallGuard.tsx';
import { WallPage } from './WallPage.tsx';
import { words } from './words.ts';

const taking = takeKey();
// Nothing is drawn while the key is exchanged, which takes a moment; only an unreachable server is worth a word.
await Promise.race([taking, new Promise((resolve) => setTimeout(resolve, 3_000))]);
mountSurface(
  { name: 'wall', words, roles: SEES_ALL, strangers: true, live: false },
  <WallGuard>
    <WallPage />
  </WallGuard>,
);
if (keyState() === 'unreachable') void taking.then(() => location.reload());
