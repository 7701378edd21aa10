import { Placeholder } from '../parts/Placeholder.tsx';
import { mountSurface } from '../parts/surface.tsx';
import { SURFACE_ROLES } from '../parts/surfaces.ts';

mountSurface({ name: 'unit', roles: SURFACE_ROLES.unit }, <Placeholder name="unit" />);
