import { mountSurface } from '../parts/surface.tsx';
import { SURFACE_ROLES } from '../parts/surfaces.ts';
import { Unit } from './Unit.tsx';
import { unitWords } from './words.ts';

mountSurface({ name: 'unit', words: unitWords, roles: SURFACE_ROLES.unit }, <Unit />);
