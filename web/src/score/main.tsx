import { Placeholder } from '../parts/Placeholder.tsx';
import { mountSurface } from '../parts/surface.tsx';
import { SURFACE_ROLES } from '../parts/surfaces.ts';

mountSurface({ name: 'score', roles: SURFACE_ROLES.score }, <Placeholder name="score" />);
