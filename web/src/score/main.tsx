import './score.css';
import { mountSurface } from '../parts/surface.tsx';
import { SURFACE_ROLES } from '../parts/surfaces.ts';
import { ScorePage } from './ScorePage.tsx';
import { words } from './words.ts';

mountSurface({ name: 'score', words, roles: SURFACE_ROLES.score }, <ScorePage />);
