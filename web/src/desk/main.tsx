import { mountSurface } from '../parts/surface.tsx';
import { SURFACE_ROLES } from '../parts/surfaces.ts';
import { Desk } from './Desk.tsx';
import { deskWords } from './words.ts';

mountSurface({ name: 'desk', words: deskWords, roles: SURFACE_ROLES.desk }, <Desk />);
