import { Placeholder } from '../parts/Placeholder.tsx';
import { mountSurface } from '../parts/surface.tsx';
import { SURFACE_ROLES } from '../parts/surfaces.ts';

mountSurface({ name: 'desk', roles: SURFACE_ROLES.desk }, <Placeholder name="desk" />);
