import { Placeholder } from '../parts/Placeholder.tsx';
import { mountSurface } from '../parts/surface.tsx';
import { SURFACE_ROLES } from '../parts/surfaces.ts';

mountSurface({ name: 'admin', roles: SURFACE_ROLES.admin }, <Placeholder name="admin" />);
