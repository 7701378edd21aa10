import { Placeholder } from '../parts/Placeholder.tsx';
import { mountSurface } from '../parts/surface.tsx';
import { SURFACE_ROLES } from '../parts/surfaces.ts';

mountSurface({ name: 'field', roles: SURFACE_ROLES.field }, <Placeholder name="field" />);
